package dev.millrace.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they have to be, with two spaces between. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heads) {
    rows.add(List.of(heads));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Whether there is nothing below the heads. */
  boolean isEmpty() {
    return rows.size() == 1;
  }

  void print(Terminal terminal) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    boolean heads = true;
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      String text = line.toString().stripTrailing();
      terminal.out().println(heads ? terminal.bold(text) : text);
      heads = false;
    }
  }
}

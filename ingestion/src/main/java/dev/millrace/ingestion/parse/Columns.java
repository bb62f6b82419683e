package dev.millrace.ingestion.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The names of a table's columns, which go with every row, since a row is cited without what stands
 * above it.
 *
 * @param names one for each column; an empty one names nothing
 * @param gaps whether a row that is shorter lacks its last cells, as in files that are grids;
 *     elsewhere a row of another length has merged cells, and its names would be wrong
 */
record Columns(List<String> names, boolean gaps) {
  /** Longer ones are sentences, in UTF-16 units. */
  private static final int LONGEST = 60;

  /** With more than this, names would be most of the text. */
  private static final int LONGEST_TOGETHER = 600;

  Columns {
    names = List.copyOf(names);
  }

  /** Those of a row that the document itself calls a header. */
  static Optional<Columns> declared(List<String> cells) {
    return fits(cells) && cells.size() > 1
        ? Optional.of(new Columns(cells, false))
        : Optional.empty();
  }

  /**
   * Those of a first row that looks like a header: words in every cell, all different.
   *
   * @param least how many cells make it believable
   */
  static Optional<Columns> guessed(List<String> cells, int least, boolean gaps) {
    boolean words =
        cells.size() >= least
            && new HashSet<>(cells).size() == cells.size()
            && cells.stream().allMatch(Columns::isName);
    return words && fits(cells) ? Optional.of(new Columns(cells, gaps)) : Optional.empty();
  }

  /** A row's cells with the names that they stand under. */
  List<String> named(List<String> cells) {
    if (cells.size() > names.size() || (cells.size() < names.size() && !gaps)) {
      return cells;
    }
    List<String> named = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      String name = names.get(i);
      if (!cells.get(i).isEmpty()) {
        named.add(
            name.isEmpty() || name.equals(cells.get(i))
                ? cells.get(i)
                : name + (name.endsWith(":") ? " " : ": ") + cells.get(i));
      }
    }
    return named;
  }

  private static boolean isName(String cell) {
    return !cell.isEmpty() && Character.isLetter(cell.codePointAt(0));
  }

  private static boolean fits(List<String> cells) {
    return cells.stream().allMatch(cell -> cell.length() <= LONGEST)
        && cells.stream().mapToInt(String::length).sum() <= LONGEST_TOGETHER;
  }
}

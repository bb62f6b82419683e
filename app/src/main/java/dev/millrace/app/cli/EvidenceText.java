package dev.millrace.app.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Lays evidence out for people: where it stands, then the passage with the query's words marked.
 */
final class EvidenceText {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int SHORTEST_MARKED = 3;
  private static final String INDENT = "    ";
  private static final int NARROWEST = 20;

  private final Terminal terminal;
  private final Set<String> marked = new HashSet<>();

  /** Text in which the words of a query are emphasised where the terminal can. */
  EvidenceText(Terminal terminal, String query) {
    this.terminal = terminal;
    WORD.matcher(query)
        .results()
        .map(MatchResult::group)
        .filter(word -> word.length() >= SHORTEST_MARKED)
        .forEach(word -> marked.add(stem(word)));
  }

  /**
   * One piece of evidence, several lines.
   *
   * @param rank 1-based
   * @param most characters of the passage, or a negative number for all
   */
  String lines(int rank, FoundPassage evidence, int most) {
    StringBuilder lines = new StringBuilder();
    String place = evidence.page() == null ? "" : ", page " + evidence.page();
    lines
        .append(String.format(Locale.ROOT, "%2d. ", rank))
        .append(terminal.bold(evidence.title() + place))
        .append(terminal.faint(String.format(Locale.ROOT, "  score %.3f", evidence.score())))
        .append('\n');
    String headings = headings(evidence);
    if (!headings.isEmpty()) {
      lines.append(INDENT).append(headings).append('\n');
    }
    lines.append(INDENT).append(terminal.faint(evidence.externalId())).append('\n');
    String text = most < 0 ? evidence.text() : shortened(evidence.text(), most);
    for (String line : wrapped(text, Math.max(terminal.width() - INDENT.length(), NARROWEST))) {
      lines.append(line.isEmpty() ? "" : INDENT + emphasised(line)).append('\n');
    }
    return lines.toString();
  }

  private static String headings(FoundPassage evidence) {
    StringJoiner path = new StringJoiner(" › ");
    evidence.headings().forEach(path::add);
    return path.toString();
  }

  /** On one line, and cut if it is longer than so many characters. */
  static String shortened(String text, int most) {
    String flat = text.strip().replaceAll("\\s+", " ");
    if (flat.codePointCount(0, flat.length()) <= most) {
      return flat;
    }
    return flat.substring(0, flat.offsetByCodePoints(0, most)).strip() + " …";
  }

  /**
   * Keeps the text's own lines, which may be rows of a table, and breaks those that are too long.
   */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.strip().split("\\R", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.strip().split("\\s+", -1)) {
        if (!line.isEmpty() && length(line) + 1 + length(word) > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  private String emphasised(String line) {
    if (!terminal.coloured() || marked.isEmpty()) {
      return line;
    }
    return WORD.matcher(line)
        .replaceAll(
            found -> {
              String word = found.group();
              return marked.contains(stem(word)) ? terminal.bold(word) : word;
            });
  }

  /** Plural and singular are marked alike; more would need the index's own analysis. */
  private static String stem(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.length() > SHORTEST_MARKED && lower.endsWith("s")
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }
}

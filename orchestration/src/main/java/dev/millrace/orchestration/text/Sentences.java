package dev.millrace.orchestration.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of a text that can be quoted by themselves: sentences, list items, table rows,
 * headings. A line that was only wrapped does not end a sentence, and neither does the full stop of
 * an abbreviation.
 */
public final class Sentences {
  /**
   * A part without the white space around it.
   *
   * @param start first position, in UTF-16 units
   * @param end position after the last
   */
  public record Span(int start, int end) {
    public Span {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException("no span: " + start + " to " + end);
      }
    }

    /** The part of the text that it was found in. */
    public String of(String text) {
      return text.substring(start, end);
    }
  }

  /** A line that is shorter was ended on purpose, not wrapped at a margin; in UTF-16 units. */
  private static final int SHORTEST_WRAPPED = 40;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "no", "nos", "vs", "e.g", "i.e", "cf",
          "al", "fig", "figs", "eq", "sec", "art", "vol", "pp", "p", "approx", "inc", "ltd", "co",
          "corp", "dept", "gen", "col", "capt", "lt", "sgt", "rev", "hon", "jan", "feb", "mar",
          "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k", "u.n",
          "a.m", "p.m", "ca", "ed", "eds", "max", "min", "tel", "ext");

  /** A bullet, a number or a letter of a list, a heading's number sign, or a row of a table. */
  private static final Pattern OWN_LINE =
      Pattern.compile(
          "\\s*(?:[-*•‣◦–·▪●○]\\s|\\(?[0-9]{1,3}[.)]\\s|\\(?[a-zA-Z][.)]\\s|#{1,6}\\s|\\|).*"
              + "|.*\\S \\| .*");

  /** Between the cells of a row. */
  private static final String CELLS = " | ";

  private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}.]+)\\.[\"'”’)\\]]*\\s*$");
  private static final int ABBREVIATION_WINDOW = 24;

  private Sentences() {}

  /** The parts, in order; together they hold all of the text but white space. */
  public static List<Span> of(String text) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = endOfParagraph(text, from);
      paragraph(text, from, to, spans);
      from = to;
    }
    return spans;
  }

  /** Where the lines that run on end. */
  private static int endOfParagraph(String text, int from) {
    int line = from;
    while (true) {
      int end = text.indexOf('\n', line);
      if (end < 0) {
        return text.length();
      }
      int next = end + 1;
      if (!runsOn(text.substring(line, end), rest(text, next))) {
        return next;
      }
      line = next;
    }
  }

  private static String rest(String text, int from) {
    int end = text.indexOf('\n', from);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  private static boolean runsOn(String line, String next) {
    String above = line.stripTrailing();
    String below = next.stripLeading();
    if (above.isEmpty() || below.isEmpty() || OWN_LINE.matcher(next).matches()) {
      return false;
    }
    if (above.startsWith("|") || above.startsWith("#") || above.contains(CELLS)) {
      return false;
    }
    if (Character.isLowerCase(below.codePointAt(0))) {
      return true;
    }
    return above.length() >= SHORTEST_WRAPPED && !endsSentence(above);
  }

  private static boolean endsSentence(String line) {
    return ".!?:;".indexOf(line.charAt(line.length() - 1)) >= 0;
  }

  private static void paragraph(String text, int from, int to, List<Span> spans) {
    // The iterator takes line ends for paragraph ends; here they are blanks of the same length.
    String paragraph = text.substring(from, to).replace('\n', ' ');
    if (paragraph.contains(CELLS)) {
      // What a cell says may have several sentences; the row is what can be quoted.
      add(text, from, to, spans);
      return;
    }
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(paragraph);
    int start = 0;
    for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
      if (end == paragraph.length() || !afterAbbreviation(paragraph, start, end)) {
        add(text, from + start, from + end, spans);
        start = end;
      }
    }
  }

  private static boolean afterAbbreviation(String text, int start, int end) {
    var last = LAST_WORD.matcher(text.substring(Math.max(start, end - ABBREVIATION_WINDOW), end));
    if (!last.find()) {
      return listNumber(text.substring(start, end));
    }
    String word = last.group(1).toLowerCase(Locale.ROOT);
    boolean initial = word.length() == 1 && Character.isUpperCase(last.group(1).charAt(0));
    return initial || ABBREVIATIONS.contains(word);
  }

  /** "1." before what it counts. */
  private static boolean listNumber(String part) {
    String number = part.strip();
    return number.length() <= 4 && number.matches("\\(?[0-9]{1,3}[.)]");
  }

  private static void add(String text, int from, int to, List<Span> spans) {
    int start = from;
    int end = to;
    while (start < end && blank(text.charAt(start))) {
      start++;
    }
    while (end > start && blank(text.charAt(end - 1))) {
      end--;
    }
    if (end > start) {
      spans.add(new Span(start, end));
    }
  }

  private static boolean blank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}

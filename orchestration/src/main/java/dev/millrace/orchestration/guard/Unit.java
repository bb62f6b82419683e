package dev.millrace.orchestration.guard;

import java.util.List;

/**
 * The smallest part of an answer that is checked, and shown or held back, as one.
 *
 * <p>Its text is what may be shown: as the model wrote it, white space included, but for two
 * things. Marks have one form, {@code [1][3]}, whatever form the model chose; and characters that
 * do not belong into text are replaced, see {@link ReleaseUnits}.
 *
 * @param text with the white space that follows it, up to and including a line end
 * @param marks the numbers that it cites, in order, as often as it cites them; 0 and numbers that
 *     no evidence has are among them, for {@link SupportCheck} to refuse
 */
public record Unit(Kind kind, String text, List<Integer> marks) {
  /** What a unit is. */
  public enum Kind {
    /** A sentence of a paragraph, with the marks after its full stop. */
    SENTENCE,
    /** An item of a list with the lines that continue it; an item below it is one of its own. */
    LIST_ITEM,
    /** A row that begins with a bar; the first row has the header and the separator with it. */
    TABLE_ROW,
    /** A fenced block with its fences; its marks are those after the closing fence. */
    CODE,
    /** A line that begins with one to six number signs. */
    HEADING,
    /** A block of lines that begin with {@code >}. */
    QUOTE,
    /** A line {@code [1]: …}, which explains a number and cites nothing. */
    FOOTNOTE,
    /** Blank lines, or a line drawn across. */
    BLANK
  }

  public Unit {
    marks = List.copyOf(marks);
  }

  /** A unit of text as it was written. */
  static Unit of(Kind kind, String written) {
    return of(kind, written, 0);
  }

  /**
   * A unit of text as it was written.
   *
   * @param from where marks can begin; before it, brackets are something else
   */
  static Unit of(Kind kind, String written, int from) {
    List<Marks.Mark> found =
        kind == Kind.FOOTNOTE || kind == Kind.BLANK ? List.of() : Marks.in(written, from);
    return new Unit(
        kind,
        Marks.normalised(written, found),
        found.stream().flatMap(mark -> mark.numbers().stream()).toList());
  }
}

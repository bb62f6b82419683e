package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Unit.Kind;

/**
 * Where the first unit of a text ends, if what has arrived tells. Each answer holds whatever comes
 * after: a unit is complete only when what follows can be no mark of it and no continuation.
 */
final class UnitEnd {
  /**
   * What is known.
   *
   * @param end position after the unit, 0 while nothing but letters has come since the last look
   *     that could end it, -1 while any next character can decide
   * @param marksFrom where marks of the unit can begin
   */
  record Found(Kind kind, int end, int marksFrom) {
    boolean complete() {
      return end > 0;
    }
  }

  /** A line that is shorter was ended on purpose, as {@code Sentences} has it; UTF-16 units. */
  private static final int SHORTEST_WRAPPED = 40;

  private static final int OPEN = 0;
  private static final int NEAR = -1;

  private final CharSequence text;
  private final boolean ended;

  UnitEnd(CharSequence text, boolean ended) {
    this.text = text;
    this.ended = ended;
  }

  /**
   * Looks for it.
   *
   * @param lineStart whether a line begins where the text does
   * @param table whether the unit before was a row of a table
   * @param sentence reads the same text, if it is one
   */
  Found first(boolean lineStart, boolean table, SentenceEnd sentence) {
    LineKind line = lineStart ? LineKind.at(text, 0, ended) : LineKind.TEXT;
    return switch (line) {
      case UNDECIDED -> new Found(Kind.BLANK, NEAR, 0);
      case BLANK -> new Found(Kind.BLANK, blanks(), 0);
      case RULE -> new Found(Kind.BLANK, orAll(pastLine(0)), 0);
      case HEADING -> new Found(Kind.HEADING, block(line), 0);
      case FOOTNOTE -> new Found(Kind.FOOTNOTE, orAll(pastLine(0)), 0);
      case ITEM -> new Found(Kind.LIST_ITEM, block(line), 0);
      case QUOTE -> new Found(Kind.QUOTE, block(line), 0);
      case ROW -> new Found(Kind.TABLE_ROW, table ? block(line) : firstRow(), 0);
      case FENCE -> {
        int open = LineKind.pastBlanks(text, 0);
        int inside = pastLine(0);
        yield code(
            text.subSequence(open, Marks.endOfRun(text, open)).toString(),
            inside == 0 ? text.length() : inside);
      }
      case TEXT, MARKS -> new Found(Kind.SENTENCE, sentence.find(ended), 0);
    };
  }

  /** Looks for the end of a block of code. */
  Found code(String fence, int from) {
    int line = from;
    while (line < text.length()) {
      int end = pastLine(line);
      if (end == 0 && !ended) {
        return new Found(Kind.CODE, OPEN, 0);
      }
      int to = end == 0 ? text.length() : end;
      String written = text.subSequence(line, to).toString().strip();
      if (written.startsWith(fence) && Marks.endOfRun(written, 0) == written.length()) {
        int after = end == 0 ? to : pastMarks(end);
        return new Found(Kind.CODE, after, to);
      }
      line = to;
    }
    return new Found(Kind.CODE, ended ? text.length() : OPEN, text.length());
  }

  private int orAll(int end) {
    return end == 0 && ended ? text.length() : end;
  }

  private int pastLine(int from) {
    return pastLine(text, from);
  }

  /** The start of the next line, 0 if none has come. */
  static int pastLine(CharSequence text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  private int blanks() {
    int line = 0;
    int i = 0;
    while (i < text.length() && LineKind.blank(text.charAt(i))) {
      i++;
      if (text.charAt(i - 1) == '\n') {
        line = i;
      }
    }
    return i < text.length() ? line : ended ? i : OPEN;
  }

  /** The end of a line with the lines that belong to it. */
  private int block(LineKind kind) {
    int line = 0;
    while (true) {
      int next = pastLine(line);
      if (next == 0) {
        return ended ? text.length() : OPEN;
      }
      if (next == text.length()) {
        return ended ? next : NEAR;
      }
      LineKind below = LineKind.at(text, next, ended);
      if (below == LineKind.UNDECIDED) {
        return NEAR;
      }
      boolean same =
          below == LineKind.MARKS
              || (kind == LineKind.QUOTE && below == LineKind.QUOTE)
              || (kind == LineKind.ITEM && below == LineKind.TEXT && continues(line, next));
      if (!same) {
        return next;
      }
      line = next;
    }
  }

  /** An item goes on in a line that is indented, or that its own line runs on into. */
  private boolean continues(int line, int next) {
    return text.charAt(next) == ' '
        || text.charAt(next) == '\t'
        || runsOn(text, line, next - 1, next);
  }

  /** A table's header goes with its separator and its first row. */
  private int firstRow() {
    int separator = pastLine(0);
    if (separator == 0 || separator == text.length()) {
      return ended ? text.length() : separator == 0 ? OPEN : NEAR;
    }
    int row = pastLine(separator);
    LineKind below = LineKind.at(text, separator, ended);
    if (below == LineKind.UNDECIDED) {
      return NEAR;
    }
    if (below != LineKind.ROW) {
      return block(LineKind.ROW);
    }
    if (row == 0) {
      return ended ? text.length() : OPEN;
    }
    if (!separates(text.subSequence(separator, row).toString())) {
      return separator;
    }
    if (row == text.length()) {
      return ended ? row : NEAR;
    }
    LineKind first = LineKind.at(text, row, ended);
    if (first == LineKind.UNDECIDED) {
      return NEAR;
    }
    if (first != LineKind.ROW) {
      return row;
    }
    int end = new UnitEnd(text.subSequence(row, text.length()), ended).block(LineKind.ROW);
    return end > 0 ? row + end : end;
  }

  static boolean separates(String line) {
    return line.indexOf('-') >= 0 && line.chars().allMatch(c -> "|:- \t\n".indexOf(c) >= 0);
  }

  /** Past lines of nothing but marks; -1 while the next line can be one. */
  private int pastMarks(int from) {
    int at = from;
    while (true) {
      LineKind below = LineKind.at(text, at, ended);
      if (below == LineKind.UNDECIDED) {
        return NEAR;
      }
      if (below != LineKind.MARKS) {
        return at;
      }
      int next = pastLine(at);
      if (next == 0) {
        return text.length();
      }
      at = next;
    }
  }

  /** Whether a line was only wrapped: {@code Sentences}' rule, marks left out of account. */
  static boolean runsOn(CharSequence text, int line, int end, int next) {
    int below = LineKind.pastBlanks(text, next);
    if (below < text.length() && Character.isLowerCase(text.charAt(below))) {
      return true;
    }
    String above = text.subSequence(line, end).toString().stripTrailing();
    return above.length() >= SHORTEST_WRAPPED
        && ".!?:;]】］".indexOf(above.charAt(above.length() - 1)) < 0;
  }
}

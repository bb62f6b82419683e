package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.text.Sentences;

/**
 * Where the first sentence of a paragraph ends, the marks after its full stop included. A full stop
 * that may end it does so if {@link Sentences} says so of the text without its marks, up to the
 * next letter.
 */
final class SentenceEnd {
  private static final String ENDS = ".!?…。！？";

  /** Those after which no blank is written. */
  private static final String WIDE_ENDS = "。！？";

  private static final String CLOSERS = "\"'”’»)*_";

  /** Further than this no letter is waited for, in UTF-16 units. */
  private static final int LOOK_AHEAD = 200;

  private static final int OPEN = 0;
  private static final int NEAR = -1;

  /** How much before a full stop tells whether it ends a sentence, in UTF-16 units. */
  private static final int LOOK_BACK = 160;

  private final CharSequence text;
  private boolean ended;
  private int lineStart;

  /** Up to here nothing ends it, whatever comes. */
  private int read;

  /** The way on: a position, or that there is none yet. */
  private record Step(int to, boolean undecided, boolean mark) {}

  /** Reads a text that may grow at its end between two calls. */
  SentenceEnd(CharSequence text) {
    this.text = text;
  }

  /**
   * As {@link UnitEnd.Found#end}.
   *
   * @param last whether the text doesn't grow any more
   */
  int find(boolean last) {
    ended = last;
    int i = read;
    while (i < text.length()) {
      read = i;
      char c = text.charAt(i);
      if (c == '\n') {
        int next = afterLine(i);
        if (next <= 0 || next > i + 1 || !goesOn(i)) {
          return next;
        }
        lineStart = next;
        i = next;
      } else if (c == '`') {
        int end = Marks.endOfCode(text, i);
        if (end < 0 && !ended && UnitEnd.pastLine(text, i) == 0) {
          return OPEN;
        }
        i = end < 0 ? Marks.endOfRun(text, i) : end;
      } else if (Marks.opens(c)) {
        Step step = mark(i);
        if (step.undecided()) {
          return NEAR;
        }
        i = step.mark() ? step.to() : i + 1;
      } else if (ENDS.indexOf(c) >= 0) {
        Step step = past(i);
        if (step.undecided()) {
          return NEAR;
        }
        if (step.mark()) {
          return step.to();
        }
        i = step.to();
      } else {
        i++;
      }
    }
    return ended ? text.length() : OPEN;
  }

  private boolean goesOn(int lineEnd) {
    return LineKind.at(text, lineEnd + 1, ended) == LineKind.TEXT
        && UnitEnd.runsOn(text, lineStart, lineEnd, lineEnd + 1);
  }

  /** Past a line end and the lines of marks below it; -1 while the next line is not known. */
  private int afterLine(int lineEnd) {
    int at = lineEnd + 1;
    while (true) {
      if (at == text.length()) {
        return ended ? at : NEAR;
      }
      LineKind below = LineKind.at(text, at, ended);
      if (below == LineKind.UNDECIDED) {
        return NEAR;
      }
      if (below != LineKind.MARKS) {
        return at;
      }
      int next = UnitEnd.pastLine(text, at);
      if (next == 0) {
        return text.length();
      }
      at = next;
    }
  }

  private Step mark(int at) {
    return switch (Marks.read(text, at, ended)) {
      case Marks.Reading.Cites(Marks.Mark mark) -> new Step(mark.end(), false, true);
      case Marks.Reading.Text() -> new Step(at, false, false);
      case Marks.Reading.Undecided() -> new Step(at, true, false);
    };
  }

  /**
   * Past a full stop and what belongs to it: a step with a mark is the sentence's end, another is
   * where to read on.
   */
  private Step past(int stop) {
    boolean wide = false;
    boolean marked = false;
    int i = stop;
    while (true) {
      int from = i;
      while (i < text.length() && (ENDS + CLOSERS).indexOf(text.charAt(i)) >= 0) {
        wide |= WIDE_ENDS.indexOf(text.charAt(i)) >= 0;
        i++;
      }
      int blanks = LineKind.pastBlanks(text, i);
      if (blanks == text.length()) {
        return ended ? new Step(blanks, false, true) : new Step(i, true, false);
      }
      Step step = marks(blanks);
      if (step.undecided()) {
        return step;
      }
      if (step.mark()) {
        marked = true;
        i = step.to();
      } else if (i == from || blanks > i || (ENDS + CLOSERS).indexOf(text.charAt(i)) < 0) {
        return candidate(i, blanks, wide, marked);
      }
    }
  }

  /** One mark, in round brackets or not. */
  private Step marks(int at) {
    char c = text.charAt(at);
    if (Marks.opens(c)) {
      return mark(at);
    }
    if (c != '(') {
      return new Step(at, false, false);
    }
    if (at + 1 == text.length()) {
      return new Step(at, !ended, false);
    }
    if (!Marks.opens(text.charAt(at + 1))) {
      return new Step(at, false, false);
    }
    return mark(at + 1);
  }

  private Step candidate(int stop, int next, boolean wide, boolean marked) {
    if (text.charAt(next) == '\n' || (next == stop && !wide && !marked)) {
      return new Step(next, false, false);
    }
    int letter = next;
    while (letter < text.length()
        && letter - next < LOOK_AHEAD
        && text.charAt(letter) != '\n'
        && !Character.isLetterOrDigit(Character.codePointAt(text, letter))) {
      letter++;
    }
    if (letter == text.length() && !ended) {
      return new Step(next, true, false);
    }
    return new Step(next, false, divides(next, Math.min(letter + 1, text.length()), marked));
  }

  private boolean divides(int at, int to, boolean marked) {
    if (marked) {
      // A mark after a full stop is a better sign than any list of abbreviations.
      return !Character.isLowerCase(text.charAt(to - 1));
    }
    int from = Math.max(0, at - LOOK_BACK);
    while (from > 0 && from < at && !LineKind.blank(text.charAt(from))) {
      from++;
    }
    String before = plain(text.subSequence(from, at));
    String all = plain(text.subSequence(from, to));
    return Sentences.of(all).stream().anyMatch(span -> span.start() == before.length())
        || WIDE_ENDS.indexOf(text.charAt(at - 1)) >= 0;
  }

  /** On one line, without what {@link Sentences} doesn't know. */
  private static String plain(CharSequence text) {
    return Marks.without(text).replace("*", "").replace('\n', ' ');
  }
}

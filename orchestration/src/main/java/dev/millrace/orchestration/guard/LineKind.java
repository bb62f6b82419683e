package dev.millrace.orchestration.guard;

/** What a line is, told by how it begins. */
enum LineKind {
  BLANK,
  TEXT,
  ITEM,
  ROW,
  FENCE,
  HEADING,
  QUOTE,
  FOOTNOTE,
  /** Nothing but marks: they belong to what is above. */
  MARKS,
  /** Three or more hyphens, stars or underlines: a line drawn across. */
  RULE,
  /** Too little of it has arrived. */
  UNDECIDED;

  private static final String BULLETS = "-*+•‣◦–·▪●○";
  private static final int MOST_DIGITS = 3;

  /**
   * Looks at the line that begins here.
   *
   * @param ended whether nothing comes after the text
   */
  static LineKind at(CharSequence text, int from, boolean ended) {
    int i = pastBlanks(text, from);
    if (i == text.length()) {
      return ended ? BLANK : UNDECIDED;
    }
    char c = text.charAt(i);
    return switch (c) {
      case '\n' -> BLANK;
      case '|' -> ROW;
      case '>' -> QUOTE;
      case '`', '~' -> fence(text, i, ended);
      case '#' -> heading(text, i, ended);
      case '[', '【', '［' -> marks(text, i, ended);
      default ->
          BULLETS.indexOf(c) >= 0 || c == '_' ? bullet(text, i, ended) : item(text, i, ended);
    };
  }

  static int pastBlanks(CharSequence text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '\n' && blank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean blank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static LineKind fence(CharSequence text, int at, boolean ended) {
    int end = Marks.endOfRun(text, at);
    if (end - at >= 3) {
      return FENCE;
    }
    return end == text.length() && !ended ? UNDECIDED : TEXT;
  }

  private static LineKind heading(CharSequence text, int at, boolean ended) {
    int end = Marks.endOfRun(text, at);
    if (end - at > 6) {
      return TEXT;
    }
    if (end == text.length()) {
      return ended ? TEXT : UNDECIDED;
    }
    return blank(text.charAt(end)) ? HEADING : TEXT;
  }

  private static LineKind bullet(CharSequence text, int at, boolean ended) {
    int end = Marks.endOfRun(text, at);
    boolean draws = "-*_".indexOf(text.charAt(at)) >= 0 && end - at >= 3;
    if (draws) {
      end = pastBlanks(text, end);
    }
    if (end == text.length()) {
      return ended ? draws ? RULE : TEXT : UNDECIDED;
    }
    if (draws) {
      return text.charAt(end) == '\n' ? RULE : TEXT;
    }
    return end == at + 1 && text.charAt(at) != '_' && blank(text.charAt(end)) ? ITEM : TEXT;
  }

  /** "1. ", "(2) ", "b) ": as {@code Sentences} has them, but for a capital initial of a name. */
  private static LineKind item(CharSequence text, int at, boolean ended) {
    int i = text.charAt(at) == '(' ? at + 1 : at;
    int label = i;
    while (i < text.length() && i - label < MOST_DIGITS && Character.isDigit(text.charAt(i))) {
      i++;
    }
    boolean letter = i == label && i < text.length() && asciiLetter(text.charAt(i));
    if (letter) {
      i++;
    }
    if (i == text.length()) {
      return ended ? TEXT : UNDECIDED;
    }
    char c = text.charAt(i);
    boolean closed = i > label && (c == ')' || (c == '.' && !capital(text, label, letter)));
    if (!closed) {
      return TEXT;
    }
    if (i + 1 == text.length()) {
      return ended ? TEXT : UNDECIDED;
    }
    return blank(text.charAt(i + 1)) ? ITEM : TEXT;
  }

  private static boolean capital(CharSequence text, int at, boolean letter) {
    return letter && Character.isUpperCase(text.charAt(at));
  }

  private static boolean asciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static LineKind marks(CharSequence text, int at, boolean ended) {
    int i = at;
    while (i < text.length() && text.charAt(i) != '\n') {
      char c = text.charAt(i);
      if (Marks.opens(c)) {
        switch (Marks.read(text, i, ended)) {
          case Marks.Reading.Cites(Marks.Mark mark) -> {
            i = mark.end();
            if (mark.start() == at && i < text.length() && text.charAt(i) == ':') {
              return FOOTNOTE;
            }
          }
          case Marks.Reading.Text() -> {
            return TEXT;
          }
          case Marks.Reading.Undecided() -> {
            return UNDECIDED;
          }
        }
      } else if (blank(c) || ".,;".indexOf(c) >= 0) {
        i++;
      } else {
        return TEXT;
      }
    }
    return i < text.length() || ended ? MARKS : UNDECIDED;
  }
}

package dev.millrace.orchestration.guard;

/**
 * Turns characters that don't belong into text into ones that do, one at a time, so that text may
 * arrive in any pieces.
 *
 * <p>Line ends become {@code \n}. Control characters other than line end and tab, halves of
 * surrogate pairs, characters that turn the direction of writing, invisible "tag" characters and
 * noncharacters become U+FFFD, so that it shows that something was there. NUL, soft hyphens, byte
 * order marks and blanks without width are left out: they have no look, and would hide a mark.
 */
public final class SafeText {
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder out;
  private char high;
  private boolean afterReturn;

  /** Appends to this. */
  public SafeText(StringBuilder out) {
    this.out = out;
  }

  /** The whole of a text. */
  static String of(String text) {
    StringBuilder all = new StringBuilder(text.length());
    SafeText safe = new SafeText(all);
    for (int i = 0; i < text.length(); i++) {
      safe.add(text.charAt(i));
    }
    safe.end();
    return all.toString();
  }

  /** Takes the next UTF-16 unit. */
  public void add(char c) {
    if (high != 0) {
      char first = high;
      high = 0;
      if (Character.isLowSurrogate(c)) {
        pair(Character.toCodePoint(first, c));
        return;
      }
      out.append(REPLACEMENT);
    }
    boolean second = c == '\n' && afterReturn;
    afterReturn = c == '\r';
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (!second && !invisible(c)) {
      out.append(safe(c));
    }
  }

  /** Nothing comes any more. */
  public void end() {
    if (high != 0) {
      high = 0;
      out.append(REPLACEMENT);
    }
  }

  private void pair(int codePoint) {
    boolean tag = codePoint >= 0xE0000 && codePoint <= 0xE007F;
    boolean none = (codePoint & 0xFFFE) == 0xFFFE;
    if (tag || none) {
      out.append(REPLACEMENT);
    } else {
      out.appendCodePoint(codePoint);
    }
  }

  private static boolean invisible(char c) {
    return c == 0 || c == '\u00AD' || c == '\u200B' || c == '\u2060' || c == '\uFEFF';
  }

  private static char safe(char c) {
    if (c == '\r' || c == '\u2028' || c == '\u2029') {
      return '\n';
    }
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean turns = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    boolean none = c >= '\uFFFE' || (c >= '\uFDD0' && c <= '\uFDEF');
    return control || turns || none || Character.isSurrogate(c) ? REPLACEMENT : c;
  }
}

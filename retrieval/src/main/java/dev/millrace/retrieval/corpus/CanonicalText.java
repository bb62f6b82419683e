package dev.millrace.retrieval.corpus;

import java.util.regex.Pattern;

/**
 * A document's text in the one form that offsets refer to: no NUL, no half of a surrogate pair,
 * line ends as {@code \n}.
 *
 * <p>Positions that callers exchange count code points; {@link #utf16} and {@link #codePoint}
 * convert to Java's indices. Both are constant-time for text within the Basic Multilingual Plane
 * and linear in the distance from the last checkpoint otherwise.
 */
public final class CanonicalText {
  private static final Pattern LINE_END = Pattern.compile("\r\n?");
  private static final int CHECKPOINT = 1024;

  private final String value;
  private final int length;
  private final Revision revision;

  /** UTF-16 index of every {@value #CHECKPOINT}th code point; empty when both counts agree. */
  private final int[] checkpoints;

  private CanonicalText(String value) {
    this.value = value;
    this.length = value.codePointCount(0, value.length());
    this.revision = Revision.of(value);
    this.checkpoints = length == value.length() ? new int[0] : checkpoints(value, length);
  }

  /** Normalises; a text that is canonical already comes back unchanged. */
  public static CanonicalText of(String raw) {
    String lines = raw.indexOf('\r') < 0 ? raw : LINE_END.matcher(raw).replaceAll("\n");
    return new CanonicalText(wellFormed(lines));
  }

  /**
   * Without NUL, which Postgres refuses, and with U+FFFD for each lone surrogate, which has no
   * UTF-8.
   */
  private static String wellFormed(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      boolean bad = c == 0 || (Character.isSurrogate(c) && !pair);
      if (bad && mended == null) {
        mended = new StringBuilder(text.length()).append(text, 0, i);
      }
      if (mended != null) {
        if (pair) {
          mended.append(c).append(text.charAt(i + 1));
        } else if (!bad) {
          mended.append(c);
        } else if (c != 0) {
          mended.append('\uFFFD');
        }
      }
      if (pair) {
        i++;
      }
    }
    return mended == null ? text : mended.toString();
  }

  private static int[] checkpoints(String value, int length) {
    int[] at = new int[length / CHECKPOINT + 1];
    for (int n = 1; n < at.length; n++) {
      at[n] = value.offsetByCodePoints(at[n - 1], CHECKPOINT);
    }
    return at;
  }

  /** The text itself. */
  public String value() {
    return value;
  }

  /** Its length in code points. */
  public int length() {
    return length;
  }

  /** Names this text. */
  public Revision revision() {
    return revision;
  }

  /** Whether there is nothing to read in it. */
  public boolean isBlank() {
    return value.isBlank();
  }

  /** The Java index of the code point at this position, 0 to {@link #length}. */
  public int utf16(int codePoint) {
    if (codePoint < 0 || codePoint > length) {
      throw new IndexOutOfBoundsException("position " + codePoint + " of " + length);
    }
    if (checkpoints.length == 0) {
      return codePoint;
    }
    int n = codePoint / CHECKPOINT;
    return value.offsetByCodePoints(checkpoints[n], codePoint - n * CHECKPOINT);
  }

  /** The position, in code points, of this Java index. */
  public int codePoint(int utf16) {
    if (checkpoints.length == 0) {
      return utf16;
    }
    int found = java.util.Arrays.binarySearch(checkpoints, utf16);
    int n = found >= 0 ? found : -found - 2;
    return n * CHECKPOINT + value.codePointCount(checkpoints[n], utf16);
  }

  /** The text between two positions, end exclusive. */
  public String slice(int start, int end) {
    return value.substring(utf16(start), utf16(end));
  }
}

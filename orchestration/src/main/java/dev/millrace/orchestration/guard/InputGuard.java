package dev.millrace.orchestration.guard;

import java.util.regex.Pattern;

/**
 * The first thing that a question meets. Removes what no person types, and refuses what can't be
 * answered. Injection is no matter of this class: who asks may ask anything, since a question gives
 * no rights; {@link EvidencePrompt} keeps documents from giving orders.
 */
public final class InputGuard {
  /** Long enough for a page of a document; what is longer is a document, not a question. */
  public static final int DEFAULT_LONGEST = 8_000;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t\\r]]");

  private final int longest;

  /** What became of a question. */
  public sealed interface Checked {
    /**
     * It can be answered.
     *
     * @param question without control characters but line ends and tabs, halves of surrogate pairs
     *     replaced by U+FFFD, no blanks around it
     */
    record Accepted(String question) implements Checked {}

    /** It can't; the message says why and what to do, for the person who asked. */
    record Refused(Reason reason, String message) implements Checked {}
  }

  /** Why a question is refused. */
  public enum Reason {
    BLANK,
    TOO_LONG
  }

  /**
   * Sets the limit.
   *
   * @param longest longest question, in code points, at least 1
   */
  public InputGuard(int longest) {
    if (longest < 1) {
      throw new IllegalArgumentException("the longest question has 1 character or more");
    }
    this.longest = longest;
  }

  /** Looks at a question as it came. */
  public Checked check(String asked) {
    // Counted before anything is copied: it may have megabytes.
    int length = asked.codePointCount(0, asked.length());
    if (length > longest) {
      return new Checked.Refused(
          Reason.TOO_LONG,
          "The question has "
              + length
              + " characters; at most "
              + longest
              + " can be answered. Ask it more briefly.");
    }
    String question = SafeText.of(CONTROL.matcher(asked).replaceAll("")).strip();
    if (!shows(question)) {
      return new Checked.Refused(Reason.BLANK, "The question is empty.");
    }
    return new Checked.Accepted(question);
  }

  /**
   * Whether there is anything to see: an emoji or a question mark is no question, but not blank.
   */
  private static boolean shows(String text) {
    return text.codePoints().anyMatch(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c));
  }
}

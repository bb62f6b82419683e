package dev.millrace.orchestration.guard;

import java.util.regex.Pattern;

/** Sentences that claim nothing of their own. */
final class Connective {
  /** "The following applies:" with no number in it says only that something follows. */
  private static final Pattern LEADS_ON = Pattern.compile("(?s).*:\\s*$");

  /** What a model says of its answer, not of the matter. */
  private static final Pattern ABOUT_THE_ANSWER =
      Pattern.compile(
          "(?is)(?:here (?:is|are)\\b.*|in (?:summary|short|conclusion)[,:.]?"
              + "|(?:i )?hope (?:this|that) helps.*|let me know\\b.*|please let me know\\b.*"
              + "|(?:sure|certainly|of course)?[,.!]?\\s*i can help.*|i apologi[sz]e\\b.*|sorry\\b[^.]{0,20}"
              + "|(?:(?:yes|no)\\b[,.]?\\s*)?(?:you(?: are|['’]re)|that(?: is|['’]s)|it is) (?:in)?correct\\W*"
              + "|.{0,40}\\b(?:documents?|passages?|evidence|sources?|context|excerpts?)\\b.{0,30}"
              + "\\b(?:do(?:es)? not|don['’]t|doesn['’]t)\\s+(?:say|mention|state|contain|specify"
              + "|answer|include|provide|cover|give|describe)\\b.*)");

  /** Fewer words than this, of those that the index keeps, can't say anything by themselves. */
  private static final int FEWEST = 2;

  private Connective() {}

  /**
   * Whether it needs no evidence. A number, a date or a code always does, and so does a "no" in a
   * sentence that leads on.
   */
  static boolean is(Claim claim) {
    Facts facts = claim.facts();
    boolean precise =
        facts.numbers().stream().anyMatch(Quantity::claims)
            || !facts.days().isEmpty()
            || !facts.codes().isEmpty();
    if (precise) {
      return false;
    }
    String text = claim.text();
    if (facts.stems().size() < FEWEST && facts.names().isEmpty()) {
      return true;
    }
    return ABOUT_THE_ANSWER.matcher(text).matches()
        || text.endsWith("?")
        || (LEADS_ON.matcher(text).matches() && !claim.polarity().denies());
  }
}

package dev.millrace.orchestration.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a question needs what was said before it to be understood. It does when it points back
 * ("how long does it last?"), begins in the middle ("and for contractors?"), is a fragment
 * ("contractors?"), names hardly anything ("who approves?"), or goes on about what was asked last.
 * It does not when it names a new thing: nothing old may be dragged into a new topic.
 */
final class Dependence {
  /** A question with more words than these says what it means. */
  private static final int MANY = 14;

  /** A clause with no more of them says too little, if none of them is a name. */
  private static final int FEW = 1;

  /** "It" and "that" where they point at nothing. */
  private static final Pattern EXPLETIVE =
      Pattern.compile(
          "\\bit('s)? (is |be |was )?(possible|true|necessary|allowed|mandatory|required|legal|take to"
              + "|cost to)\\b"
              + "|\\b(said|say|says|heard|know|think|believe|mean|means|sure|so) that\\b"
              + "|\\bthis (year|month|week|morning|quarter)\\b"
              + "|\\b(is|are|was|were|be|been) there\\b|\\bthere('s| is| are| was| were)\\b");

  private static final Pattern POINTER =
      Pattern.compile(
          "\\b(it|its|it's|they|them|their|theirs|he|she|him|his|her|hers|this|these|those|ones|there"
              + "|another|else|the (same|other|others|former|latter|first|second|above|rest))\\b"
              + "|\\b(about|of|for|do|does|did|like|with|than|why|is|was|to|at|on) that\\b"
              + "|^that('s| |$)|\\bsuch an?\\b|\\bwhich one\\b"
              + "|\\bmore (details?|examples?|information)\\b|\\b(tell me|say|explain|know) more\\b");

  private static final Pattern OPENING =
      Pattern.compile(
          "^(what about|how about|how come|what if|what else|even|except"
              + "|including|only|same|instead|i mean|i meant|for|in|with|without|from|at|on|by|as of"
              + "|after|before|during|if|because|which ones?)\\b");

  /** A question that names all that it is about: "what is NASDAQ", "what does RMA mean". */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "^(what|who) (is|are|was|were|does|do)"
              + " (?!(the|my|your|our|its|their|this|that|it|they|all|some)\\b).*");

  private static final Pattern CLAUSE =
      Pattern.compile(
          "^(what|who|whom|whose|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will"
              + "|would|should|may|might|must|shall|has|have|had|am|i|we|my|you|please|tell|give|show"
              + "|explain|describe|list|name|find|compare|summari[sz]e|write|calculate|let)\\b.*");

  /** A question that names nothing at all. */
  private static final Pattern BARE =
      Pattern.compile(
          "^(why|when|where|who|how|which|by whom|for whom|since when|details?|examples?|more|go on"
              + "|continue|elaborate|explain)\\b.*");

  private static final Pattern ASSISTANT = Pattern.compile("\\b(you|your|yourself)\\b");

  /**
   * What comes before a question and tells nothing of it: "and for contractors?" begins at "for".
   */
  private static final Pattern PLEASANTRY =
      Pattern.compile(
          "^((thank you|thanks|thank u|ok(ay)?|oh|yes|yeah|no|sure|great|nice|good|cool|got it|i see"
              + "|alright|right|sorry|well|hi|hello|hey|hmm|interesting|perfect|fine|please|and|but|or|also|then|so|plus)"
              + "\\b[\\s,.!;:-]*)+");

  /** What is said of an answer, and asks nothing. */
  private static final Pattern COMMENT =
      Pattern.compile(
          "^(that|this|it)('s| is| was)? ?(really |very |all |so )?(helps?|helped|helpful|all|fine|great"
              + "|good|ok|perfect|enough|clear|right|wrong|useful|correct|makes sense|not .*)[.!\\s]*$");

  private Dependence() {}

  /**
   * Whether it needs it.
   *
   * @param words of the question
   * @param recent stems of what was last asked about
   */
  static boolean of(String question, List<Word> words, Set<String> recent) {
    if (words.size() > MANY) {
      return false;
    }
    String plain = question.toLowerCase(Locale.ROOT).replace('’', '\'').strip();
    plain = PLEASANTRY.matcher(plain).replaceFirst("");
    if (COMMENT.matcher(plain).matches()) {
      return false;
    }
    boolean passing =
        POINTER.matcher(EXPLETIVE.matcher(plain).replaceAll(" ")).find()
            || OPENING.matcher(plain).find();
    boolean asksAssistant = ASSISTANT.matcher(plain).find();
    if (passing || words.isEmpty()) {
      return passing || (BARE.matcher(plain).matches() && !asksAssistant);
    }
    if (DEFINITION.matcher(plain).matches()) {
      return false;
    }
    if (words.stream().anyMatch(word -> recent.contains(word.stem()))) {
      return true;
    }
    if (words.stream().anyMatch(Word::name)) {
      return false;
    }
    if (!CLAUSE.matcher(plain).matches()) {
      return words.size() <= FEW || plain.endsWith("?");
    }
    return words.size() <= FEW && !asksAssistant;
  }
}

package dev.millrace.orchestration.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How much a question needs what was said before it to be understood. */
enum Dependence {
  /** It stands alone. */
  NONE,
  /** It goes on about the same topic, and says much of what it means. */
  TOPIC,
  /** It says only what is new. */
  FULL;

  /** Longer questions say what they mean. */
  private static final int LONG = 14;

  private static final Pattern EXPLETIVE =
      Pattern.compile(
          "\\b(is|was|it's|would|will|makes?|if|whether|does|how long does|and)?\\s*it('s)?"
              + " (is |be |was )?(possible|true|necessary|allowed|mandatory|required|legal|take to|cost"
              + " to)\\b|\\b(said|say|says|heard|know|think|believe|mean|means|sure|so) that\\b"
              + "|\\bthat is to say\\b|\\bthis (year|month|week|morning|quarter)\\b");

  private static final Pattern POINTER =
      Pattern.compile(
          "\\b(it|its|it's|they|them|their|theirs|he|she|him|his|her|hers|this|these|those|ones|the"
              + " (same|other|others|former|latter|first|second|above|rest)|another|anything"
              + " else|else)\\b|\\b(about|of|for|do|does|did|like|with|than|why|is|was|to|at|on) that\\b"
              + "|\\bwhich one\\b|\\bmore (details?|examples?|information)\\b"
              + "|\\b(tell me|say|explain|know) more\\b|^that('s| |$)|\\bsuch an?\\b|\\bthere\\b(?! (is|are"
              + " |was|were))");

  private static final Pattern THERE_IS =
      Pattern.compile("\\b(is|are|was|were|be|been) there\\b|\\bthere('s| is| are| was| were)\\b");

  private static final Pattern OPENING =
      Pattern.compile(
          "^(and|but|or|also|then|so|plus|what about|how about|how come|what if|what else|even|except|"
              + "including|only|same|instead|i mean|i meant|no,? i|for|in|with|without|from|at|on|by|as"
              + " of|after|before|during|if|because|which ones?)\\b");

  /** A question that names all that it is about: "what is NASDAQ", "what does RMA mean". */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "^(what|who) (is|are|was|were|does|do)"
              + " (?!(the|my|your|our|its|their|this|that|it|they|all|some)\\b)(an? )?.*");

  private static final Pattern CLAUSE =
      Pattern.compile(
          "^(what|who|whom|whose|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|"
              + "would|should|may|might|must|shall|has|have|had|am|i|we|my|you|please|tell|give|show|"
              + "explain|describe|list|name|find|compare|summari[sz]e|write|calculate|let)\\b.*");

  private static final Pattern BARE =
      Pattern.compile(
          "^(why|when|where|who|how|which|how (much|many|long|often|far|so|come)|why not|since when|by"
              + " whom|for whom|what for|examples?|details?|more|go on|continue|elaborate|explain)\\b"
              + "(?!.*\\byou\\b).*");

  /** What comes before a question and tells nothing of it. */
  private static final Pattern PLEASANTRY =
      Pattern.compile(
          "^((thank you|thanks|thank u|ok(ay)?|oh|yes|yeah|no|sure|great|nice|good|cool|got it|i"
              + " see|alright|right|sorry|well|hi|hello|hey|hmm|interesting|perfect|fine|please)"
              + "\\b[\\s,.!;:-]*)+");

  private static final Set<String> SECOND_PERSON = Set.of("you", "your", "yourself");

  /**
   * Judges a question.
   *
   * @param words of the question
   * @param recent stems of what was last spoken about
   */
  static Dependence of(String question, List<Word> words, Set<String> recent) {
    if (words.size() > LONG) {
      return NONE;
    }
    String plain =
        PLEASANTRY
            .matcher(question.toLowerCase(Locale.ROOT).replace('’', '\'').strip())
            .replaceFirst("");
    String pointing = THERE_IS.matcher(EXPLETIVE.matcher(plain).replaceAll(" ")).replaceAll(" ");
    boolean points = POINTER.matcher(pointing).find();
    if (words.isEmpty()) {
      return points || OPENING.matcher(plain).find() || BARE.matcher(plain).matches() ? FULL : NONE;
    }
    boolean shared = words.stream().anyMatch(word -> recent.contains(word.stem()));
    if (points || OPENING.matcher(plain).find()) {
      return FULL;
    }
    boolean named = words.stream().anyMatch(word -> word.name() && !recent.contains(word.stem()));
    if (!CLAUSE.matcher(plain).matches()) {
      return fragment(plain, words, shared);
    }
    if (shared) {
      return words.size() <= FEW ? FULL : TOPIC;
    }
    if (named
        || DEFINITION.matcher(plain).matches()
        || SECOND_PERSON.stream().anyMatch(List.of(plain.split("\\W+"))::contains)) {
      return NONE;
    }
    return words.size() <= LONE ? FULL : NONE;
  }

  static int FEW = Integer.getInteger("few", 3), LONE = Integer.getInteger("lone", 1);

  private static Dependence fragment(String plain, List<Word> words, boolean shared) {
    if (plain.endsWith("?") || words.size() == 1) {
      return words.size() <= FEW ? FULL : TOPIC;
    }
    return shared ? TOPIC : NONE;
  }
}

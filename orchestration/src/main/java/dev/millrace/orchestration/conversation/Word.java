package dev.millrace.orchestration.conversation;

import dev.millrace.retrieval.index.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word that says what a text is about.
 *
 * @param surface as it was written
 * @param stem as the index has it, by which words are the same
 * @param name whether it looks like a name: capitals inside a sentence, or a digit
 */
record Word(String surface, String stem, boolean name) {
  /** Shorter ones are units, letters of lists and rests of contractions. */
  private static final int SHORTEST = 3;

  private static final int SHORTEST_NAME = 2;

  /** Words that tell nothing of the topic, in the forms in which people type them. */
  private static final Set<String> EMPTY =
      Set.of(
          """
          a about again all also am an and another any anyone anything are aren't as ask at be been \
          being but by can can't cannot could did didn't do does doesn't doing don't dont each either \
          else etc ever every explain few for from further general get gets getting give given go goes \
          going got had happen happens has have having he hear heard help her here hers him his how i \
          i'd i'll i'm i've if in information into is isn't it it's its itself just kind know let like \
          list long look make many may maybe me mean means might mine more most much must my need needs \
          no not now of off on one ones only or other others our ours out over part please possible \
          provide question questions really recommend right said same say see shall she should show so \
          some someone something sort still such sure take takes tell than that that's the their theirs \
          them then there these they thing things think this those through to too try type types under \
          understand up us use used using very want wanted was way we well were what what's when where \
          whether which while who whom whose why will with within without won't work works would yes you \
          you're your yours far big often old soon bit lot detail details elaborate continue example \
          examples thank thanks hi hello hey ok okay oh bye good great nice cool sorry welcome interesting \
          don whats fine won im id ill ive wanna gonna\
          """
              .split("\\s+"));

  /** The words of a text that are not empty, in order; a word that comes twice is there twice. */
  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    for (Terms.Term term : Terms.of(text)) {
      String surface = text.substring(term.start(), term.end());
      String plain = surface.toLowerCase(Locale.ROOT).replace('’', '\'');
      boolean name = looksLikeName(text, term);
      if (!EMPTY.contains(plain) && plain.length() >= (name ? SHORTEST_NAME : SHORTEST)) {
        words.add(new Word(surface, term.stem(), name));
      }
    }
    return words;
  }

  private static boolean looksLikeName(String text, Terms.Term term) {
    String surface = text.substring(term.start(), term.end());
    return surface.chars().skip(1).anyMatch(Character::isUpperCase)
        || surface.chars().anyMatch(Character::isDigit)
        || (Character.isUpperCase(surface.charAt(0)) && !beginsSentence(text, term.start()));
  }

  private static boolean beginsSentence(String text, int start) {
    int at = start - 1;
    while (at >= 0 && !Character.isLetterOrDigit(text.charAt(at))) {
      if (".?!:\n".indexOf(text.charAt(at)) >= 0) {
        return true;
      }
      at--;
    }
    return at < 0;
  }
}

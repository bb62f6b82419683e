package dev.millrace.orchestration.guard;

import dev.millrace.retrieval.index.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sentence denies: for each word that denies, the next words in the index's form, up to a
 * comma or the clause's end.
 */
final class Polarity {
  /** So many words after a word that denies are denied by it. */
  private static final int REACH = 3;

  /** What did not happen until May happened: that denies nothing. */
  private static final Pattern DENIES =
      Pattern.compile(
          "(?i)(?<![\\p{L}])(?:not(?!\\s+only\\b)|no(?!\\s+longer\\b)|no\\s+longer|never|without|none"
              + "|neither|nor|cannot|except|unless|hardly|only|nothing|nobody|\\p{L}+n['’]t)(?![\\p{L}])"
              + "(?![^.;:!?\\n]{0,80}\\buntil\\b)");

  /** Words that deny by their meaning: enough for a claim that denies to rest on. */
  private static final Pattern DENIES_OTHERWISE =
      Pattern.compile(
          "(?i)\\b(?:exclu\\p{L}+|prohibit\\p{L}*|lack\\p{L}*|fail\\p{L}*|refus\\p{L}+"
              + "|den(?:y|ied|ies|ying)|unable|prevent\\p{L}*|avoid\\p{L}*|instead|rather|other than"
              + "|free of|forbid\\p{L}*|stop\\p{L}*|reject\\p{L}*)\\b");

  /** Words after which an exception follows, whatever denies it. */
  private static final Pattern LIMITS =
      Pattern.compile("(?i)\\b(?:but|however|although|little|few|less)\\b");

  /** "unavailable" denies "available". */
  private static final Pattern OPPOSITE =
      Pattern.compile("(?i)\\b(?:un|in|im|ir|dis|non-?)(\\p{L}{4,})");

  private static final Pattern CLAUSE_END = Pattern.compile("[,;:.!?()\\n]|\\b(?:but|and|or)\\b");

  /**
   * A word that denies.
   *
   * @param word lower case
   * @param denied what follows it, in the index's form; may be empty
   */
  record Denial(String word, List<String> denied) {
    Denial {
      denied = List.copyOf(denied);
    }
  }

  private final List<Denial> denials;
  private final boolean byMeaning;
  private final boolean limited;
  private final Set<String> opposites;

  private Polarity(
      List<Denial> denials, Set<String> opposites, boolean byMeaning, boolean limited) {
    this.denials = denials;
    this.opposites = Set.copyOf(opposites);
    this.byMeaning = byMeaning;
    this.limited = limited;
  }

  static Polarity of(String sentence) {
    List<Denial> denials = new ArrayList<>();
    Matcher word = DENIES.matcher(sentence);
    Matcher end = CLAUSE_END.matcher(sentence);
    while (word.find()) {
      int to = end.find(word.end()) ? end.start() : sentence.length();
      List<String> after =
          Terms.of(sentence.substring(word.end(), to)).stream()
              .limit(REACH)
              .map(Terms.Term::stem)
              .toList();
      denials.add(new Denial(word.group().toLowerCase(Locale.ROOT), after));
    }
    Set<String> opposites = new HashSet<>();
    OPPOSITE
        .matcher(sentence)
        .results()
        .forEach(found -> Terms.of(found.group(1)).forEach(term -> opposites.add(term.stem())));
    return new Polarity(
        denials,
        opposites,
        DENIES_OTHERWISE.matcher(sentence).find(),
        LIMITS.matcher(sentence).find());
  }

  List<Denial> denials() {
    return denials;
  }

  /** Whether there is any word that denies. */
  boolean denies() {
    return !denials.isEmpty();
  }

  /** Whether a word of it denies by its meaning. */
  boolean deniesByMeaning() {
    return byMeaning;
  }

  /** Whether a claim that denies can rest on it. */
  boolean deniesSomehow() {
    return denies() || byMeaning || limited;
  }

  /** What words with a prefix that denies would be without it, whether there is such a word. */
  Set<String> opposites() {
    return opposites;
  }

  /** All that is denied. */
  Set<String> denied() {
    Set<String> all = new HashSet<>();
    denials.forEach(denial -> all.addAll(denial.denied()));
    return all;
  }
}

package dev.millrace.orchestration.conversation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much each word of a conversation stands for what is spoken about. A word counts for each
 * question that it is in, the earlier the less; names count for more than other words.
 *
 * @param weights by stem, in the order in which the words are to be put
 * @param surfaces by stem, as it was last written
 */
record Salience(Map<String, Double> weights, Map<String, String> surfaces) {
  /**
   * Words that are added to a question: more of them drown it. Chosen on training conversations.
   */
  private static final int MOST = 4;

  /** What a question counts for, in terms of the one after it. */
  private static final double DECAY = .7;

  private static final double NAME = 1.3;

  /** What a name in the last answer counts for; in the last question it would be {@link #NAME}. */
  private static final double ANSWERED = .3;

  /**
   * Weighs words.
   *
   * @param asked words of the user's turns, the last turn first
   * @param answered words of the last answer
   */
  static Salience of(List<List<Word>> asked, List<Word> answered) {
    Salience salience = new Salience(new LinkedHashMap<>(), new HashMap<>());
    double weight = 1;
    for (List<Word> turn : asked) {
      salience.add(turn, weight);
      weight *= DECAY;
    }
    salience.add(answered, ANSWERED);
    return salience;
  }

  private void add(List<Word> turn, double weight) {
    Set<String> once = new HashSet<>();
    for (Word word : turn) {
      if (once.add(word.stem())) {
        weights.merge(word.stem(), word.name() ? weight * NAME : weight, Double::sum);
        surfaces.putIfAbsent(word.stem(), word.surface());
      }
    }
  }

  /** The words that count for most, without those that the question has, in the order of speech. */
  List<String> best(Set<String> had) {
    Set<String> best = new HashSet<>();
    weights.entrySet().stream()
        .filter(word -> !had.contains(word.getKey()))
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST)
        .forEach(word -> best.add(word.getKey()));
    return weights.keySet().stream()
        .filter(best::contains)
        .map(stem -> surfaces.getOrDefault(stem, stem))
        .toList();
  }
}

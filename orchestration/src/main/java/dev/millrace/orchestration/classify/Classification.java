package dev.millrace.orchestration.classify;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a question was taken for.
 *
 * @param questionClass the likeliest class
 * @param confidence its probability, 0 to 1; 0 where nothing could be classified
 * @param probabilities of every class, in the order of the enum; they add up to 1, or are all 0
 *     where nothing could be classified
 */
public record Classification(
    QuestionClass questionClass, double confidence, Map<QuestionClass, Double> probabilities) {
  /** A question of which nothing is known: a lookup, which is what most are. */
  public static final Classification UNKNOWN =
      new Classification(QuestionClass.LOOKUP, 0, Map.of());

  public Classification {
    requireNonNull(questionClass, "questionClass");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("a confidence is 0 to 1, not " + confidence);
    }
    Map<QuestionClass, Double> all = new EnumMap<>(QuestionClass.class);
    for (QuestionClass one : QuestionClass.values()) {
      all.put(one, probabilities.getOrDefault(one, 0.0));
    }
    probabilities = Collections.unmodifiableMap(all);
  }

  /** The likeliest of all classes, given the probability of each. */
  static Classification of(Map<QuestionClass, Double> probabilities) {
    Map.Entry<QuestionClass, Double> best =
        probabilities.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return new Classification(best.getKey(), best.getValue(), probabilities);
  }

  /** How likely that class is, 0 to 1. */
  public double probability(QuestionClass one) {
    return probabilities.getOrDefault(one, 0.0);
  }
}

package dev.millrace.orchestration.extract;

import dev.millrace.retrieval.embedding.Vocabulary;
import dev.millrace.retrieval.index.Terms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much a word tells: the logarithm of its rank in English, 0 for the most frequent to 1 for
 * those that are too rare for the list. By Zipf's law this is, but for a constant, the logarithm of
 * its inverse frequency. Nothing of any company's documents is in it.
 */
final class WordWeights {
  private static final WordWeights ENGLISH = new WordWeights(Vocabulary.byFrequency());

  private final Map<String, Double> weights = new HashMap<>();

  private WordWeights(List<String> byFrequency) {
    double most = Math.log(2.0 * byFrequency.size());
    String all = String.join(" ", byFrequency);
    int rank = 0;
    int at = 0;
    int next = 0;
    List<Terms.Term> terms = Terms.of(all);
    for (Terms.Term term : terms) {
      while (next <= term.start()) {
        next += byFrequency.get(at++).length() + 1;
        rank++;
      }
      weights.putIfAbsent(term.stem(), Math.log(rank + 1.0) / most);
    }
  }

  static WordWeights english() {
    return ENGLISH;
  }

  /** The weight of a stem, above 0, at most 1. */
  double of(String stem) {
    return weights.getOrDefault(stem, 1.0);
  }
}

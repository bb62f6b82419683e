package dev.millrace.orchestration.extract;

import dev.millrace.orchestration.extract.Ranking.Ranked;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a question is answered at all, from its best sentence and what all of them reach: a
 * logistic regression.
 */
final class Answerability {
  /** The best over all parts, of what a better sentence has more of. */
  private static final List<Feature> MOST =
      List.of(Feature.COVERED_LOOSELY, Feature.COVERED_AROUND, Feature.COSINE, Feature.PAIRS);

  /** The least over all parts, of what a better sentence has less of. */
  private static final List<Feature> LEAST =
      List.of(Feature.MISSING_IN_PASSAGE, Feature.RAREST_MISSING_IN_PASSAGE);

  static final List<String> NAMES = names();

  private final Coefficients weights;

  Answerability(Coefficients weights) {
    this.weights = weights;
  }

  static Answerability shipped() {
    return new Answerability(Coefficients.shipped("answered.tsv", NAMES));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(Ranking.NAMES);
    MOST.forEach(feature -> names.add("MOST_" + feature));
    LEAST.forEach(feature -> names.add("LEAST_" + feature));
    for (Asked asked : Asked.values()) {
      names.add("ASKED_" + asked);
    }
    names.addAll(List.of("KEYS", "LEAD", "ALWAYS"));
    return List.copyOf(names);
  }

  /** 0 to 1. */
  double of(Question question, List<Ranked> best) {
    if (best.isEmpty()) {
      return 0;
    }
    return 1 / (1 + Math.exp(-weights.sum(signs(question, best))));
  }

  static double[] signs(Question question, List<Ranked> best) {
    double[] signs = new double[NAMES.size()];
    Ranked first = best.getFirst();
    System.arraycopy(first.values(), 0, signs, 0, first.values().length);
    int at = first.values().length;
    for (Feature feature : MOST) {
      signs[at++] = best.stream().mapToDouble(part -> part.value(feature)).max().orElse(0);
    }
    for (Feature feature : LEAST) {
      signs[at++] = best.stream().mapToDouble(part -> part.value(feature)).min().orElse(0);
    }
    signs[at + question.asked().index()] = 1;
    at += Asked.values().length;
    signs[at++] = Math.log1p(question.keys().size());
    signs[at++] = best.size() == 1 ? 0 : Math.min(5, first.score() - best.get(1).score());
    signs[at] = 1;
    return signs;
  }
}

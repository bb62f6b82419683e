package dev.millrace.orchestration.extract;

import dev.millrace.orchestration.extract.Ranking.Ranked;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a question is answered at all, from its best sentence and what all of them reach: a
 * logistic regression.
 */
final class Answerability {
  /** Of the best part. What says how texts of one kind are written is left out. */
  private static final List<Feature> OF_THE_BEST =
      List.of(
          Feature.COVERED,
          Feature.COVERED_LOOSELY,
          Feature.COVERED_AROUND,
          Feature.RAREST_MISSING,
          Feature.RAREST_MISSING_IN_PASSAGE,
          Feature.MISSING_IN_PASSAGE,
          Feature.NAMES_MISSING_IN_PASSAGE,
          Feature.NUMBERS_MISSING,
          Feature.NUMBERS_MISSING_IN_PASSAGE,
          Feature.COSINE,
          Feature.FIT_PERSON,
          Feature.FIT_TIME,
          Feature.FIT_COUNT,
          Feature.FIT_PLACE,
          Feature.NEGATION,
          Feature.CONTRADICTED,
          Feature.DECISIVE_MISSING,
          Feature.DECISIVE_MISSING_IN_PASSAGE);

  /** The most that any part has. */
  private static final List<Feature> MOST = List.of(Feature.COVERED_LOOSELY, Feature.COSINE);

  /** Log-odds by which the best part leads; more says no more. */
  private static final double FARTHEST_LEAD = 5;

  static final List<String> NAMES = names();

  private final Coefficients weights;

  Answerability(Coefficients weights) {
    this.weights = weights;
  }

  static Answerability shipped() {
    return new Answerability(Coefficients.shipped("answered.tsv", NAMES));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    OF_THE_BEST.forEach(feature -> names.add(feature.name()));
    MOST.forEach(feature -> names.add("MOST_" + feature));
    names.addAll(List.of("LEAD", "ALWAYS"));
    return List.copyOf(names);
  }

  /** 0 to 1. */
  double of(List<Ranked> best) {
    if (best.isEmpty()) {
      return 0;
    }
    return 1 / (1 + Math.exp(-weights.sum(signs(best))));
  }

  static double[] signs(List<Ranked> best) {
    double[] signs = new double[NAMES.size()];
    Ranked first = best.getFirst();
    int at = 0;
    for (Feature feature : OF_THE_BEST) {
      signs[at++] = first.value(feature);
    }
    for (Feature feature : MOST) {
      signs[at++] = best.stream().mapToDouble(part -> part.value(feature)).max().orElse(0);
    }
    signs[at++] =
        best.size() == 1 ? 0 : Math.min(FARTHEST_LEAD, first.score() - best.get(1).score());
    signs[at] = 1;
    return signs;
  }
}

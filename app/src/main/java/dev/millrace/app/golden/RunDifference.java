package dev.millrace.app.golden;

import dev.millrace.retrieval.evaluation.PairedDifference;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two runs of the same questions, side by side.
 *
 * @param questions those for which something should be found
 * @param measures by name, in the order in which they are shown
 * @param changed the questions that changed most, those first
 */
@Serdeable
@Schema(name = "GoldenDifference")
record RunDifference(int questions, Map<String, Measure> measures, List<Change> changed) {
  /** What runs are compared by unless another measure is asked for. */
  static final String USUAL = "ndcg@10";

  /**
   * A measure in both.
   *
   * @param first its mean in the first run
   * @param p how often chance alone would make such a difference: two-sided paired randomisation
   *     test, 100,000 permutations
   * @param wins questions that the second run does better
   */
  @Serdeable
  @Schema(name = "GoldenMeasure")
  record Measure(
      double first, double second, double difference, double p, int wins, int ties, int losses) {
    static Measure of(PairedDifference found) {
      return new Measure(
          found.first(),
          found.second(),
          found.difference(),
          found.p(),
          found.wins(),
          found.ties(),
          found.losses());
    }
  }

  /** A question that fares differently. */
  @Serdeable
  @Schema(name = "GoldenChange")
  record Change(String question, double first, double second, double difference) {}

  /**
   * Compares.
   *
   * @param first results of the questions
   * @param second results of the same questions in the same order
   * @param by measure by which questions are listed
   * @param most how many are listed
   * @throws IllegalArgumentException if there is no such measure
   */
  static RunDifference of(
      List<GoldenResult> first, List<GoldenResult> second, String by, int most) {
    Map<String, List<double[]>> pairs = new LinkedHashMap<>();
    List<Change> changes = new ArrayList<>();
    int questions = 0;
    for (int i = 0; i < first.size(); i++) {
      Map<String, Double> one = first.get(i).measures();
      Map<String, Double> other = second.get(i).measures();
      if (one == null || other == null) {
        continue;
      }
      questions++;
      one.forEach(
          (name, value) ->
              pairs
                  .computeIfAbsent(name, _ -> new ArrayList<>())
                  .add(new double[] {value, other.getOrDefault(name, 0.0)}));
      double was = one.getOrDefault(by, 0.0);
      double is = other.getOrDefault(by, 0.0);
      if (was != is) {
        changes.add(new Change(first.get(i).question(), was, is, is - was));
      }
    }
    if (questions > 0 && !pairs.containsKey(by)) {
      throw new IllegalArgumentException(
          "measure is one of " + String.join(", ", pairs.keySet()) + ", not " + by);
    }
    changes.sort(
        Comparator.comparingDouble((Change change) -> -Math.abs(change.difference()))
            .thenComparing(Change::question));
    Map<String, Measure> measures = new LinkedHashMap<>();
    pairs.forEach((name, values) -> measures.put(name, Measure.of(difference(values))));
    return new RunDifference(
        questions, measures, List.copyOf(changes.subList(0, Math.min(most, changes.size()))));
  }

  private static PairedDifference difference(List<double[]> pairs) {
    return PairedDifference.of(
        pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
        pairs.stream().mapToDouble(pair -> pair[1]).toArray());
  }
}

package dev.millrace.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void gainsLinearlyAndDiscountsByLogarithm() {
    // Found: 1 at rank 1, 3 at rank 3. Best: 3, 2, 1.
    RankingMetrics metrics =
        measure(List.of("low", "stray", "high"), Map.of("high", 3, "middle", 2, "low", 1));

    double best = 3 + 2 / 1.584962500721156 + 1 / 2.0;
    assertThat(metrics.ndcg10()).isCloseTo((1 + 3 / 2.0) / best, EXACT);
    assertThat(metrics.recall5()).isCloseTo(2 / 3.0, EXACT);
    assertThat(metrics.mrr10()).isCloseTo(1, EXACT);
  }

  @Test
  void holdsAPerfectRankingToBeOne() {
    RankingMetrics metrics = measure(List.of("a", "b", "c"), Map.of("a", 2, "b", 1, "c", 0));

    assertThat(metrics.wire().values()).allSatisfy(v -> assertThat(v).isCloseTo(1, EXACT));
  }

  @Test
  void cutsEachMeasureAtItsDepth() {
    List<String> ranking = new ArrayList<>();
    for (int rank = 1; rank <= 200; rank++) {
      ranking.add("d" + rank);
    }
    RankingMetrics metrics =
        measure(ranking, Map.of("d6", 1, "d11", 1, "d20", 1, "d21", 1, "d101", 1));

    double best = 1 + 1 / log2(3) + 1 / log2(4) + 1 / log2(5) + 1 / log2(6);
    assertThat(metrics.ndcg10()).isCloseTo(1 / log2(7) / best, EXACT);
    assertThat(metrics.recall5()).isZero();
    assertThat(metrics.recall10()).isCloseTo(.2, EXACT);
    assertThat(metrics.recall20()).isCloseTo(.6, EXACT);
    assertThat(metrics.recall100()).isCloseTo(.8, EXACT);
    assertThat(metrics.mrr10()).isCloseTo(1 / 6.0, EXACT);
  }

  @Test
  void limitsTheBestRankingToItsDepthToo() {
    Map<String, Integer> twelve = new HashMap<>();
    List<String> ranking = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      twelve.put("d" + n, 1);
      ranking.add("d" + n);
    }

    assertThat(measure(ranking, twelve).ndcg10()).isCloseTo(1, EXACT);
    assertThat(measure(ranking, twelve).recall10()).isCloseTo(10 / 12.0, EXACT);
  }

  @Test
  void ignoresAFirstRelevantDocumentBehindTheTenth() {
    List<String> ranking = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "hit");

    assertThat(measure(ranking, Map.of("hit", 1)).mrr10()).isZero();
  }

  @Test
  void countsQueriesThatFoundNothing() {
    RankingMetrics metrics =
        RankingMetrics.of(
            Map.of("found", List.of("a"), "empty", List.of(), "not judged", List.of("a")),
            Map.of("found", Map.of("a", 1), "empty", Map.of("a", 1), "absent", Map.of("a", 1)));

    assertThat(metrics.wire().values()).allSatisfy(v -> assertThat(v).isCloseTo(1 / 3.0, EXACT));
  }

  @Test
  void keepsADocumentThatHasTheIdOfTheQuery() {
    assertThat(measure(List.of("query", "a"), Map.of("a", 1)).mrr10()).isCloseTo(.5, EXACT);
  }

  @Test
  void givesNothingForScoresThatAreNotAboveZero() {
    RankingMetrics metrics = measure(List.of("a", "b"), Map.of("a", 0, "b", -1));

    assertThat(metrics.wire().values()).containsOnly(0.0);
    // Nor does a negative score take anything away.
    assertThat(measure(List.of("b", "c"), Map.of("b", -1, "c", 1)).ndcg10())
        .isCloseTo(1 / log2(3), EXACT);
  }

  @Test
  void namesItsMeasures() {
    assertThat(measure(List.of(), Map.of("a", 1)).wire())
        .containsOnlyKeys(
            "ndcg@10", "recall@5", "recall@10", "recall@20", "recall@100", "mrr@10", "p@1");
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertThatThrownBy(() -> RankingMetrics.of(Map.of(), Map.of()))
        .hasMessageContaining("no query is judged");
    assertThatThrownBy(() -> measure(List.of("a", "a"), Map.of("a", 1)))
        .hasMessageContaining("document a twice");
  }

  private static RankingMetrics measure(List<String> ranking, Map<String, Integer> scores) {
    return RankingMetrics.of(Map.of("query", ranking), Map.of("query", scores));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}

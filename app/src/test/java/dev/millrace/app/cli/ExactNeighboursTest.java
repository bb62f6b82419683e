package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.app.cli.RecombinedPassages.Made;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExactNeighboursTest {
  private final ExactNeighbours neighbours =
      new ExactNeighbours(List.of(new float[] {1, 0, 0, 0, 0}, new float[] {0, 0, 0, 0, 1}), 2);

  private void add(String id, float... vector) {
    neighbours.add(
        new Made(
            id,
            "",
            "x",
            List.of(new EmbeddedPassage(new Passage(0, 0, 1, null, List.of(), "x"), vector))));
  }

  private static String name(String id) {
    return PassageName.of(id, 0);
  }

  @Test
  void whatIsReallyNearestIsWhatCounts() {
    add("far", -1, 0, 0, 0, 0);
    add("near", 0.9f, 0.1f, 0, 0, 0);
    add("nearest", 1, 0, 0, 0, 0);
    add("other", 0, 0, 0, 0, 1);

    assertThat(
            neighbours.recall(
                List.of(List.of(name("nearest"), name("near")), List.of(name("other"))), 1))
        .isEqualTo(1);
    assertThat(
            neighbours.recall(
                List.of(List.of(name("far"), name("near")), List.of(name("other"))), 2))
        .isCloseTo(0.5, within(1e-9));
    assertThat(neighbours.recall(List.of(List.of(), List.of()), 2)).isZero();
  }
}

package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.app.cli.RecombinedPassages.Made;
import dev.millrace.app.cli.RecombinedPassages.Real;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RecombinedPassagesTest {
  private static final int DIMENSION = 384;
  private final RecombinedPassages passages =
      new RecombinedPassages(
          List.of(
              new Real("Tides", List.of("The tide rises.", "The tide falls."), vector(0)),
              new Real("Winds", List.of("The wind turns.", "It blows."), vector(1))),
          7);

  private static float[] vector(int axis) {
    float[] vector = new float[DIMENSION];
    vector[axis] = 1;
    return vector;
  }

  @Test
  void aNumberGivesTheSameDocumentEachTime() {
    Made one = passages.document(3, 20);
    Made same = passages.document(3, 20);

    assertThat(same.text()).isEqualTo(one.text());
    assertThat(same.passages().getFirst().vector()).isEqualTo(one.passages().getFirst().vector());
    assertThat(passages.document(4, 20).text()).isNotEqualTo(one.text());
  }

  @Test
  void passagesAreWhereTheySayAndOfRealSentences() {
    Made made = passages.document(5, 20);

    assertThat(made.passages()).hasSize(20);
    for (EmbeddedPassage one : made.passages()) {
      Passage passage = one.passage();
      assertThat(made.text().substring(passage.start(), passage.end())).isEqualTo(passage.text());
      assertThat(Arrays.asList(passage.text().split("(?<=\\.) ")))
          .isSubsetOf("The tide rises.", "The tide falls.", "The wind turns.", "It blows.");
    }
  }

  @Test
  void vectorsAreOfLengthOneAndNearToOneThatTheyAreMadeOf() {
    for (EmbeddedPassage one : passages.document(6, 50).passages()) {
      double square = 0;
      for (float value : one.vector()) {
        square += value * value;
      }
      assertThat(square).isCloseTo(1, within(1e-4));
      assertThat(Math.max(one.vector()[0], one.vector()[1])).isGreaterThan(0.6f);
    }
  }

  @Test
  void oneOfAHundredDocumentsIsForFew() {
    assertThat(IntStream.range(0, 1_000).filter(RecombinedPassages::forFew).count()).isEqualTo(10);
  }

  @Test
  void oneRealPassageIsTooFew() {
    assertThatThrownBy(
            () -> new RecombinedPassages(List.of(new Real("Tides", List.of("Up."), vector(0))), 7))
        .hasMessageContaining("at least two, not 1");
  }
}

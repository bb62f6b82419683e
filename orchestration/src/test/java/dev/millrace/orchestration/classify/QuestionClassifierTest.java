package dev.millrace.orchestration.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import org.junit.jupiter.api.Test;

class QuestionClassifierTest {
  private static final EmbeddingSpace BGE_SMALL =
      new EmbeddingSpace(
          "bge-small-en-v1.5-q", 384, "Represent this sentence for searching relevant passages: ");

  @Test
  void givesEveryClassAProbability() {
    Classification classification = QuestionClassifier.shipped(BGE_SMALL).classify(new float[384]);

    assertThat(classification.probabilities()).containsOnlyKeys(QuestionClass.values());
    assertThat(classification.probabilities().values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(classification.confidence())
        .isEqualTo(classification.probability(classification.questionClass()));
  }

  @Test
  void isDisabledInAnotherSpace() {
    QuestionClassifier other =
        QuestionClassifier.shipped(new EmbeddingSpace("another-model", 384, ""));

    assertThat(other.enabled()).isFalse();
    assertThat(other.classify(new float[384])).isEqualTo(Classification.UNKNOWN);
    assertThat(Classification.UNKNOWN.questionClass()).isEqualTo(QuestionClass.LOOKUP);
    assertThat(Classification.UNKNOWN.confidence()).isZero();
  }

  @Test
  void refusesAVectorOfAnotherLength() {
    QuestionClassifier shipped = QuestionClassifier.shipped(BGE_SMALL);

    assertThat(shipped.enabled()).isTrue();
    assertThatThrownBy(() -> shipped.classify(new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("384 dimensions, not 3");
  }

  @Test
  void namesClassesOnTheWire() {
    assertThat(QuestionClass.HOW_TO.wire()).isEqualTo("how_to");
    assertThat(QuestionClass.of("out_of_scope")).isEqualTo(QuestionClass.OUT_OF_SCOPE);
    assertThatThrownBy(() -> QuestionClass.of("riddle"))
        .hasMessageContaining("\"riddle\" is not a class of questions: write lookup, summary");
  }
}

package dev.millrace.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every embedder keeps to. */
abstract class EmbedderContract {
  private static final String VACATION =
      "Full-time employees earn twenty days of paid annual leave in each calendar year.";
  private static final String ENGINE =
      "The compressor of a turbofan raises the pressure of the air ahead of the burner.";

  /** The one that is tried; closed by whoever made it. */
  abstract Embedder embedder();

  @Test
  void givesUnitVectorsOfItsDimensionInOrder() {
    List<float[]> vectors = embedder().passages(List.of(VACATION, ENGINE, VACATION));

    assertThat(vectors).hasSize(3);
    assertThat(vectors.get(2)).isEqualTo(vectors.get(0)).isNotEqualTo(vectors.get(1));
    for (float[] vector : vectors) {
      assertThat(vector).hasSize(embedder().space().dimension());
      assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void givesNothingForNothing() {
    assertThat(embedder().passages(List.of())).isEmpty();
  }

  @Test
  void placesAQueryNearestToThePassageThatSharesItsMeaning() {
    List<float[]> passages = embedder().passages(List.of(ENGINE, VACATION));
    float[] query = embedder().query("paid annual leave of employees");

    assertThat(cosine(query, passages.get(1))).isGreaterThan(cosine(query, passages.get(0)));
  }

  @Test
  void givesATextTheSameVectorWhateverStandsBesideIt() {
    float[] alone = embedder().passages(List.of(VACATION)).getFirst();
    List<float[]> together = embedder().passages(List.of("a", ENGINE.repeat(20), VACATION, ENGINE));

    assertThat(together.get(2)).isEqualTo(alone);
  }

  @Test
  void takesAnyText() {
    List<String> odd =
        List.of(
            "",
            "   \n\t ",
            "\u0000\u0001\u0007\u001b",
            "😀👩‍👩‍👧‍👦 🇩🇪",
            "half a pair \ud83d here",
            "[CLS] [SEP] [MASK] [PAD]",
            "汉字".repeat(20_000),
            "x".repeat(1_000_000),
            " ".repeat(1_000_000),
            "word ".repeat(200_000));

    for (float[] vector : embedder().passages(odd)) {
      assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
    }
    float[] query = embedder().query("");
    assertThat(cosine(query, query)).isCloseTo(1, within(1e-5));
  }

  @Test
  void countsTokensOfAnyLength() {
    assertThat(embedder().tokens("")).isZero();
    assertThat(embedder().tokens(" \n ")).isZero();
    assertThat(embedder().tokens("Hello, world")).isBetween(3, 6);
    assertThat(embedder().tokens("embedding, ".repeat(30_000))).isBetween(90_000, 150_000);
  }

  @Test
  void cutsWhatIsLongerThanItReads() {
    String longest = "word ".repeat(embedder().maxTokens());

    List<float[]> vectors = embedder().passages(List.of(longest, longest + ENGINE));

    assertThat(vectors.get(1)).isEqualTo(vectors.get(0));
  }

  static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}

package dev.millrace.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.retrieval.corpus.Clearance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEmbedderTest extends EmbedderContract {
  private static final Path NATIVE_CACHE = Path.of("target", "native");
  private static final String VACATION =
      "Full-time employees earn twenty days of paid annual leave in each calendar year.";
  private static final String ENGINE =
      "The compressor of a turbofan raises the pressure of the air ahead of the burner.";

  private static OnnxEmbedder embedder;

  @BeforeAll
  static void load() {
    embedder = OnnxEmbedder.bgeSmall(NATIVE_CACHE);
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Override
  Embedder embedder() {
    return embedder;
  }

  @Test
  void saysWhatItIs() {
    assertThat(embedder.space().model()).isEqualTo("bge-small-en-v1.5-q");
    assertThat(embedder.space().dimension()).isEqualTo(384);
    assertThat(embedder.space().queryPrefix()).endsWith("passages: ");
    assertThat(embedder.clearance()).isEqualTo(Clearance.ALL);
    assertThat(embedder.maxTokens()).isEqualTo(512);
  }

  @Test
  void placesAQueryNearestToThePassageThatAnswersIt() {
    List<float[]> passages = embedder.passages(List.of(ENGINE, VACATION));
    float[] query = embedder.query("How much holiday do I get?");

    assertThat(cosine(query, passages.get(1))).isGreaterThan(cosine(query, passages.get(0)) + .1);
  }

  /** The first number that LangChain4j gives for the same model file and text. */
  @Test
  void agreesWithAnotherProgramsVector() {
    float[] vector = embedder.passages(List.of("hello")).getFirst();

    assertThat(vector[0]).isCloseTo(-0.0595f, within(.003f));
  }

  @Test
  void prefixesQueriesOnly() {
    float[] query = embedder.query(VACATION);
    float[] passage = embedder.passages(List.of(VACATION)).getFirst();
    float[] prefixed =
        embedder.passages(List.of(embedder.space().queryPrefix() + VACATION)).getFirst();

    assertThat(query).isEqualTo(prefixed).isNotEqualTo(passage);
  }

  @Test
  void givesFourThreadsTheVectorsThatOneGets() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      texts.add((n % 2 == 0 ? VACATION : ENGINE).repeat(1 + n % 3) + n);
    }
    List<float[]> expected = embedder.passages(texts);
    float[] query = embedder.query("turbofan");

    try (var pool = Executors.newFixedThreadPool(4)) {
      Callable<List<float[]>> call =
          () -> {
            List<float[]> all = new ArrayList<>(embedder.passages(texts));
            all.add(embedder.query("turbofan"));
            return all;
          };
      for (Future<List<float[]>> answer : pool.invokeAll(List.of(call, call, call, call))) {
        List<float[]> vectors = answer.get();
        for (int n = 0; n < texts.size(); n++) {
          assertThat(vectors.get(n)).isEqualTo(expected.get(n));
        }
        assertThat(vectors.getLast()).isEqualTo(query);
      }
    }
  }

  @Test
  void cutsWhatIsLongerThanTheModelReads() {
    String longest = "word ".repeat(510);

    List<float[]> vectors =
        embedder.passages(
            List.of(longest, longest + "and more", "word ".repeat(509), longest + ENGINE));

    assertThat(vectors.get(1)).isEqualTo(vectors.get(0)).isEqualTo(vectors.get(3));
    assertThat(vectors.get(2)).isNotEqualTo(vectors.get(0));
  }

  @Test
  void findsTheWordsBehindALotOfWhiteSpace() {
    List<float[]> vectors =
        embedder.passages(List.of(VACATION, " ".repeat(100_000) + VACATION, VACATION + " \n"));

    assertThat(vectors.get(1)).isEqualTo(vectors.get(0)).isEqualTo(vectors.get(2));
  }

  @Test
  void countsTokensWithoutSpecialOnesAndWithoutALimit() {
    assertThat(embedder.tokens("")).isZero();
    assertThat(embedder.tokens(" \n ")).isZero();
    assertThat(embedder.tokens("Hello, world")).isEqualTo(3);
    assertThat(embedder.tokens("embedding")).isEqualTo(3);
    assertThat(embedder.tokens("embedding, ".repeat(30_000))).isEqualTo(120_000);
    assertThat(embedder.tokens("汉".repeat(30_000))).isEqualTo(30_000);
  }

  @Test
  void namesTheFolderThatCannotBeUsed(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> OnnxEmbedder.bgeSmall(file))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("writable");
  }

  @Test
  void refusesWorkOnceClosed() {
    OnnxEmbedder other = OnnxEmbedder.bgeSmall(NATIVE_CACHE);
    other.close();
    other.close();

    assertThatThrownBy(() -> other.passages(List.of("a"))).isInstanceOf(EmbeddingException.class);
    assertThatThrownBy(() -> other.query("a")).hasMessageContaining("closed");
    assertThatThrownBy(() -> other.tokens("a")).hasMessageContaining("closed");
  }

  @Test
  void failsAsAWholeWhenOneTextFails() {
    try (var pool = Executors.newFixedThreadPool(2)) {
      var batch =
          new PassageBatch(
              List.of("a", "bb", "ccc"),
              text -> {
                if (text.equals("bb")) {
                  throw new IllegalStateException("bb is bad");
                }
                return new float[] {text.length()};
              },
              pool);

      assertThatThrownBy(() -> batch.await(2))
          .isInstanceOf(EmbeddingException.class)
          .hasRootCauseMessage("bb is bad");
    }
  }
}

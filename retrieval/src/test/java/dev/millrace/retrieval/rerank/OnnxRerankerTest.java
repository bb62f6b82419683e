package dev.millrace.retrieval.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.rerank.OverlapModel.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real files in the real runtime; the model's numbers are known by counting. */
class OnnxRerankerTest {
  private static final Path NATIVE = Path.of("target", "native");

  @TempDir private Path folder;

  private Reranker open(Shape shape, int maxTokens) throws IOException {
    Path model = OverlapModel.write(folder, shape);
    return new RerankModel.File(model, folder.resolve("vocab.txt"), maxTokens).open(NATIVE);
  }

  private static Contender passage(String text) {
    return new Contender("pier", List.of("harbour"), text, Sensitivity.RESTRICTED);
  }

  private static Scores score(Reranker reranker, String query, String... texts) {
    List<Contender> passages = List.of(texts).stream().map(OnnxRerankerTest::passage).toList();
    return reranker.score(query, passages, Budget.of(Duration.ofMinutes(1), System::nanoTime));
  }

  @Test
  void readsTitleHeadingsAndTextWithTheQuery() throws IOException {
    try (Reranker reranker = open(Shape.ONE_LOGIT, 512)) {
      assertThat(reranker.model()).isEqualTo("ONE_LOGIT.onnx");
      assertThat(score(reranker, "tide gauge", "Water level", "the tide", "GAUGE tide tide"))
          .isEqualTo(new Scores.Scored(List.of(1.0, 2.0, 4.0)));
      assertThat(score(reranker, "harbour pier", "")).isEqualTo(new Scores.Scored(List.of(3.0)));
    }
  }

  @Test
  void takesTheDifferenceOfTwoLogits() throws IOException {
    try (Reranker reranker = open(Shape.TWO_LOGITS, 512)) {
      assertThat(score(reranker, "tide", "the tide", "water"))
          .isEqualTo(new Scores.Scored(List.of(4.0, 2.0)));
    }
  }

  @Test
  void cutsLongPairs() throws IOException {
    try (Reranker reranker = open(Shape.ONE_LOGIT, 32)) {
      Scores scores = score(reranker, "tide", "tide ".repeat(50_000));

      // 32 are [CLS] tide [SEP] pier harbour, so many of the text, [SEP].
      assertThat(scores).isEqualTo(new Scores.Scored(List.of(27.0)));
    }
  }

  @Test
  void readsTokenizersOfTransformers() throws IOException {
    Path json = folder.resolve("tokenizer.json");
    try (InputStream in =
        Objects.requireNonNull(
            OnnxRerankerTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json"))) {
      Files.copy(in, json);
    }
    Path model = OverlapModel.write(folder, Shape.ONE_LOGIT);
    try (Reranker reranker = new RerankModel.File(model, json, 128).open(NATIVE)) {
      assertThat(score(reranker, "employees", "Employees of employees", "others"))
          .isEqualTo(new Scores.Scored(List.of(3.0, 1.0)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STRANGE_INPUT, its inputs are",
    "REAL_IDS, input_ids is",
    "THREE_LOGITS, not one or two numbers",
    "OF_64_TOKENS, does not judge an input of 512 tokens",
    "NOT_A_NUMBER, a score of NaN"
  })
  void refusesAnotherModelAtOnce(Shape shape, String reason) {
    assertThatThrownBy(() -> open(shape, 512))
        .isInstanceOf(RerankerException.class)
        .hasMessageContaining(shape.name() + ".onnx")
        .hasMessageContaining(reason);
  }

  @Test
  void takesAModelOfOneLength() throws IOException {
    try (Reranker reranker = open(Shape.OF_64_TOKENS, 64)) {
      assertThat(reranker.clearance().permits(Sensitivity.RESTRICTED)).isTrue();
    }
  }

  /** What is wrong with a file. */
  enum Trouble {
    MISSING("there is no file"),
    A_FOLDER("there is no file"),
    EMPTY("no ONNX model"),
    TEXT("no ONNX model"),
    TOO_LARGE("too large: it has 2049 MB");

    private final String reason;

    Trouble(String reason) {
      this.reason = reason;
    }

    private void write(Path file) throws IOException {
      switch (this) {
        case MISSING -> {}
        case A_FOLDER -> Files.createDirectory(file);
        case EMPTY -> Files.createFile(file);
        case TEXT -> Files.writeString(file, "<html>not found</html>");
        case TOO_LARGE -> {
          try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(2049L << 20);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesAFileThatIsNone(Trouble trouble) throws IOException {
    Path file = folder.resolve("model.onnx");
    trouble.write(file);

    assertThatThrownBy(
            () -> new RerankModel.File(file, folder.resolve("vocab.txt"), 512).open(NATIVE))
        .isInstanceOf(RerankerException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(trouble.reason);
  }

  @Test
  void namesATokenizerThatIsMissing() throws IOException {
    Path model = OverlapModel.write(folder, Shape.ONE_LOGIT);

    assertThatThrownBy(
            () -> new RerankModel.File(model, folder.resolve("other.json"), 512).open(NATIVE))
        .isInstanceOf(RerankerException.class)
        .hasMessageContaining("other.json");
  }

  @Test
  void failsOnceItIsClosed() throws IOException {
    Reranker reranker = open(Shape.ONE_LOGIT, 512);
    reranker.close();

    assertThat(score(reranker, "tide", "tide")).isEqualTo(new Scores.Failed("is closed"));
  }
}

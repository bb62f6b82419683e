package dev.millrace.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.retrieval.onnx.BertTokenizer;
import dev.millrace.retrieval.onnx.OnnxGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The graph with steps taken out against the graph as it is published. */
class LeanBertTest {
  private static final String MODEL = "/bge-small-en-v1.5-q";

  private static final List<String> TEXTS =
      List.of(
          "",
          "hello",
          "Full-time employees earn twenty days of paid annual leave in each calendar year.",
          "The compressor of a turbofan raises the pressure of the air. ".repeat(15),
          "汉字 and 😀 between words, 3.14159 times",
          "word ".repeat(600));

  @Test
  void givesTheVectorsOfThePublishedGraph() throws Exception {
    try (OnnxEmbedder embedder = OnnxEmbedder.bgeSmall(Path.of("target", "native"));
        BertTokenizer tokenizer = BertTokenizer.read(open(MODEL + "-tokenizer.json"));
        OrtSession published =
            OrtEnvironment.getEnvironment()
                .createSession(read(), new OrtSession.SessionOptions())) {
      List<float[]> vectors = embedder.passages(TEXTS);
      for (int n = 0; n < TEXTS.size(); n++) {
        float[] expected = first(published, tokenizer.ids(TEXTS.get(n), embedder.maxTokens()));

        assertThat(cosine(vectors.get(n), expected)).as(TEXTS.get(n)).isGreaterThan(.9995);
      }
    }
  }

  @Test
  void refusesAnotherModelsGraph() throws Exception {
    OnnxGraph graph = OnnxGraph.read(ByteBuffer.wrap(read()));

    assertThatThrownBy(() -> LeanBert.change(graph, 13, 12, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer.11/output");
  }

  @Test
  void refusesWhatIsNoModel() throws Exception {
    byte[] cut = Arrays.copyOf(read(), 100_000);

    assertThatThrownBy(() -> OnnxGraph.read(ByteBuffer.wrap(cut)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OnnxGraph.read(ByteBuffer.allocate(0)))
        .hasMessageContaining("without a graph");
  }

  @Test
  void writesAnUnchangedGraphWithItsStepsInOrder() throws Exception {
    byte[] file = read();
    ByteBuffer written = OnnxGraph.read(ByteBuffer.wrap(file)).write(ByteBuffer::allocate);

    byte[] again = new byte[written.remaining()];
    written.get(again);
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(again)) {
      assertThat(session.getInputNames())
          .containsExactlyInAnyOrder("input_ids", "attention_mask", "token_type_ids");
    }
  }

  private static float[] first(OrtSession session, long[] ids) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, ids.length};
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    try (OnnxTensor words = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor attended = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor segments =
            OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.length), shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", words, "attention_mask", attended, "token_type_ids", segments))) {
      return ((float[][][]) result.get(0).getValue())[0][0];
    }
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double ones = 0;
    double others = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      ones += (double) one[i] * one[i];
      others += (double) other[i] * other[i];
    }
    return product / Math.sqrt(ones * others);
  }

  private static byte[] read() throws IOException {
    try (InputStream in = open(MODEL + ".onnx")) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(LeanBertTest.class.getResourceAsStream(name), name);
  }
}

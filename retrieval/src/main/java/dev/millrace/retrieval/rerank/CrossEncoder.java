package dev.millrace.retrieval.rerank;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.millrace.retrieval.onnx.OneThread;
import dev.millrace.retrieval.onnx.TokenPair;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A cross-encoder in ONNX form, as Transformers and Optimum export them: ids of query and passage
 * to one logit, or to two of which the second speaks for the passage. One pair a run, on the thread
 * of the caller: nothing is padded, so a pair's score does not depend on its neighbours.
 */
final class CrossEncoder implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String TYPES = "token_type_ids";
  private static final String MASK = "attention_mask";
  private static final Set<String> INPUTS = Set.of(IDS, TYPES, MASK);
  private static final String LOGITS = "logits";

  /** ONNX files are Protocol Buffers, of which none is larger; a larger model has a second file. */
  private static final long LARGEST_BYTES = 2L << 30;

  private final OrtSession session;
  private final Set<String> inputs;
  private final String output;

  private CrossEncoder(OrtSession session, Set<String> inputs, String output) {
    this.session = session;
    this.inputs = inputs;
    this.output = output;
  }

  /**
   * Loads a file and checks what goes in and what comes out.
   *
   * @throws RerankerException saying what is wrong with it
   */
  static CrossEncoder open(Path file) {
    checkFile(file);
    OrtSession session;
    try {
      session = OneThread.open(file);
    } catch (OrtException e) {
      throw new RerankerException(file + " is no ONNX model that can be run: " + e.getMessage(), e);
    }
    try {
      return new CrossEncoder(session, inputs(file, session), output(file, session));
    } catch (OrtException | RerankerException e) {
      close(session);
      throw e instanceof RerankerException known
          ? known
          : new RerankerException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private static void checkFile(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new RerankerException("there is no file " + file + " that can be read");
    }
    try {
      long size = Files.size(file);
      if (size > LARGEST_BYTES) {
        throw new RerankerException(
            file + " is too large: it has " + (size >> 20) + " MB, and 2048 are the most");
      }
    } catch (IOException e) {
      throw new RerankerException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private static Set<String> inputs(Path file, OrtSession session) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (!inputs.containsKey(IDS) || !INPUTS.containsAll(inputs.keySet())) {
      throw new RerankerException(
          file
              + " is no cross-encoder: its inputs are "
              + inputs.keySet()
              + ", not input_ids and, if need be, attention_mask and token_type_ids");
    }
    inputs.forEach((name, info) -> expect(file, name, info, OnnxJavaType.INT64));
    return Set.copyOf(inputs.keySet());
  }

  private static String output(Path file, OrtSession session) throws OrtException {
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    String output =
        outputs.containsKey(LOGITS) || outputs.size() != 1
            ? LOGITS
            : outputs.keySet().iterator().next();
    NodeInfo info = outputs.get(output);
    if (info == null) {
      throw new RerankerException(
          file + " is no cross-encoder: of its outputs " + outputs.keySet() + " none is logits");
    }
    expect(file, output, info, OnnxJavaType.FLOAT);
    long[] shape = ((TensorInfo) info.getInfo()).getShape();
    if (shape.length > 2 || (shape.length == 2 && shape[1] > 2)) {
      throw new RerankerException(
          file
              + " is no cross-encoder: "
              + output
              + " has the shape "
              + Arrays.toString(shape)
              + ", not one or two numbers for a pair");
    }
    return output;
  }

  private static void expect(Path file, String name, NodeInfo info, OnnxJavaType type) {
    if (!(info.getInfo() instanceof TensorInfo tensor) || tensor.type != type) {
      throw new RerankerException(
          file + " can't be used: " + name + " is " + info.getInfo() + ", not " + type);
    }
  }

  /**
   * The pair's score: a logit, or the difference of two.
   *
   * @throws RerankerException if the model gives anything else
   */
  double score(TokenPair pair) throws OrtException {
    OrtEnvironment environment = OneThread.environment();
    long[] shape = {1, pair.ids().length};
    long[] all = new long[pair.ids().length];
    Arrays.fill(all, 1);
    Map<String, long[]> values = Map.of(IDS, pair.ids(), TYPES, pair.types(), MASK, all);
    Map<String, OnnxTensor> given = new HashMap<>();
    try {
      for (String input : inputs) {
        LongBuffer numbers = LongBuffer.wrap(values.getOrDefault(input, all));
        given.put(input, OnnxTensor.createTensor(environment, numbers, shape));
      }
      try (OrtSession.Result result = session.run(given, Set.of(output))) {
        return score(((OnnxTensor) result.get(0)).getFloatBuffer());
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static double score(FloatBuffer logits) {
    double score =
        switch (logits.remaining()) {
          case 1 -> logits.get(0);
          case 2 -> (double) logits.get(1) - logits.get(0);
          default ->
              throw new RerankerException(
                  "it gave " + logits.remaining() + " numbers for a pair, not one or two");
        };
    if (!Double.isFinite(score)) {
      throw new RerankerException("it gave a score of " + score);
    }
    return score;
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new RerankerException("the reranker could not be closed", e);
    }
  }
}

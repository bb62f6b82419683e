package dev.millrace.retrieval.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * A BERT encoder in ONNX form: ids to the vector of the first token ({@code [CLS]}), which is how
 * BGE models pool, at unit length.
 *
 * <p>One text a run, on the thread of the caller. Callers on two cores then embed a half more texts
 * a second than one run spread over both, and a quarter more than runs of eight texts padded to one
 * length. The quantised model also scales its numbers by the largest in a run, so a text's vector
 * would depend on its neighbours: cosine down to .997. Alone, equal text has equal vectors.
 */
final class BertModel implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int dimension;

  private BertModel(OrtEnvironment environment, OrtSession session, int dimension) {
    this.environment = environment;
    this.session = session;
    this.dimension = dimension;
  }

  static BertModel load(byte[] onnx, int dimension) throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "millrace");
    environment.setTelemetry(false);
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // Both pay only when every run has the same length; otherwise they keep memory per length.
      options.setMemoryPatternOptimization(false);
      options.setCPUArenaAllocator(false);
      return new BertModel(environment, environment.createSession(onnx, options), dimension);
    }
  }

  /** The unit vector of a text. Safe for use by many threads at once. */
  float[] embed(long[] ids) throws OrtException {
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
      float[] first = new float[dimension];
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(0, first);
      return unit(first);
    }
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException("the model gave a vector of length " + length);
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}

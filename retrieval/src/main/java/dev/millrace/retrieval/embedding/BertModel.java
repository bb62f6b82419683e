package dev.millrace.retrieval.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.retrieval.onnx.OneThread;
import dev.millrace.retrieval.onnx.OnnxGraph;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
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

  /**
   * How large an encoder is.
   *
   * @param heads of attention, each of {@code headSize} numbers
   */
  record Shape(int layers, int heads, int headSize) {
    int dimension() {
      return heads * headSize;
    }
  }

  private BertModel(OrtEnvironment environment, OrtSession session, int dimension) {
    this.environment = environment;
    this.session = session;
    this.dimension = dimension;
  }

  /**
   * Reads a model file from the class path.
   *
   * @param onnx read outside the Java heap, where the file would take its size twice
   */
  static BertModel load(URL onnx, Shape shape) throws IOException, OrtException {
    URLConnection file = onnx.openConnection();
    try (Arena arena = Arena.ofConfined();
        ReadableByteChannel in = Channels.newChannel(file.getInputStream())) {
      ByteBuffer bytes = arena.allocate(file.getContentLengthLong()).asByteBuffer();
      while (bytes.hasRemaining()) {
        if (in.read(bytes) < 0) {
          throw new EOFException(onnx + " ends early");
        }
      }
      OnnxGraph graph = OnnxGraph.read(bytes.flip());
      LeanBert.change(graph, shape.layers(), shape.heads(), shape.headSize());
      ByteBuffer lean = graph.write(size -> arena.allocate(size).asByteBuffer());
      return new BertModel(OneThread.environment(), OneThread.open(lean), shape.dimension());
    }
  }

  /** The unit vector of a text. Safe for use by many threads at once. */
  float[] embed(long[] ids) throws OrtException {
    long[] shape = {1, ids.length};
    try (OnnxTensor words = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor segments =
            OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.length), shape);
        OrtSession.Result result =
            session.run(Map.of("input_ids", words, "token_type_ids", segments))) {
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

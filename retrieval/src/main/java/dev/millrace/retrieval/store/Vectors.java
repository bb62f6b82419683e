package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as bytes: 32-bit IEEE 754 floats, little-endian. */
final class Vectors {
  /** How far a vector's squared length may be from 1. */
  private static final double UNIT_TOLERANCE = 1e-3;

  private Vectors() {}

  /**
   * Refuses what is no vector of the space.
   *
   * @throws IllegalArgumentException if the dimension is another or the length not 1
   */
  static void check(float[] vector, EmbeddingSpace space) {
    if (vector.length != space.dimension()) {
      throw new IllegalArgumentException(
          "a vector of "
              + vector.length
              + " dimensions for "
              + space.model()
              + ", which has "
              + space.dimension());
    }
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (!(Math.abs(squares - 1) < UNIT_TOLERANCE)) {
      throw new IllegalArgumentException(
          "a vector of length " + Math.sqrt(squares) + " instead of 1");
    }
  }

  static byte[] bytes(float[] vector) {
    ByteBuffer buffer =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(vector);
    return buffer.array();
  }

  static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}

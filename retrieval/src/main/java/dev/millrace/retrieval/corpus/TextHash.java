package dev.millrace.retrieval.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Stands for a text that is embedded: the first 128 bits of the SHA-256 of its UTF-8. Two texts of
 * one hash would need a deliberate attack of 2⁶⁴ tries.
 */
public record TextHash(long high, long low) {
  /** Bytes of a hash. */
  public static final int BYTES = 2 * Long.BYTES;

  public static TextHash of(String text) {
    return of(Revision.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The hash that these bytes begin with; {@value #BYTES} or more. */
  public static TextHash of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new TextHash(buffer.getLong(), buffer.getLong());
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }
}

package dev.millrace.retrieval.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Protocol Buffers' wire format, as far as ONNX files need it: a message is a sequence of numbered
 * fields. See protobuf.dev/programming-guides/encoding.
 */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * A field as it stands in its message.
   *
   * @param number which field
   * @param whole tag and content, for writing it again as it is
   * @param content what it holds, a length not included
   */
  record Field(int number, ByteBuffer whole, ByteBuffer content) {
    String text() {
      return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
    }
  }

  /**
   * The fields of a message, as views of its bytes.
   *
   * @throws IllegalArgumentException if the bytes are not a message
   */
  static List<Field> of(ByteBuffer message) {
    ByteBuffer in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      int start = in.position();
      long tag = varint(in);
      int from = in.position();
      int size =
          switch ((int) tag & 7) {
            case VARINT -> {
              varint(in);
              yield in.position() - from;
            }
            case BYTES -> {
              int length = Math.toIntExact(varint(in));
              from = in.position();
              yield length;
            }
            case FIXED32 -> Float.BYTES;
            case 1 -> Double.BYTES;
            default -> throw new IllegalArgumentException("no field has the wire type of " + tag);
          };
      int end = Math.addExact(from, size);
      if (end > in.limit()) {
        throw new IllegalArgumentException("a field ends behind its message");
      }
      in.position(end);
      fields.add(new Field((int) (tag >>> 3), in.slice(start, end - start), in.slice(from, size)));
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 127) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has more than 64 bits");
  }

  ProtoFields number(int field, long value) {
    writeVarint((long) field << 3 | VARINT);
    writeVarint(value);
    return this;
  }

  ProtoFields real(int field, float value) {
    writeVarint((long) field << 3 | FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(bits >>> shift);
    }
    return this;
  }

  ProtoFields text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtoFields bytes(int field, byte[] value) {
    header(field, value.length);
    out.writeBytes(value);
    return this;
  }

  /** Begins a field whose content, of that many bytes, is written behind it. */
  ProtoFields header(int field, int length) {
    writeVarint((long) field << 3 | BYTES);
    writeVarint(length);
    return this;
  }

  private void writeVarint(long value) {
    long left = value;
    while ((left & ~127L) != 0) {
      out.write(((int) left & 127) | 128);
      left >>>= 7;
    }
    out.write((int) left);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}

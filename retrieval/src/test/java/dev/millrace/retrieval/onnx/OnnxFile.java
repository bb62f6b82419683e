package dev.millrace.retrieval.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An ONNX file of a few steps, for tests that want the real runtime and a small model. */
public final class OnnxFile {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final ProtoFields graph = new ProtoFields().text(2, "test");

  /** A batch of sequences of ids, both of any length. */
  public OnnxFile ids(String name) {
    graph.bytes(11, value(name, INT64, -1, -1));
    return this;
  }

  /** A sequence of numbers, where whole ones are expected. */
  public OnnxFile reals(String name) {
    graph.bytes(11, value(name, FLOAT, -1, -1));
    return this;
  }

  /** What comes out: real numbers; a dimension below 0 is open. */
  public OnnxFile output(String name, long... dimensions) {
    graph.bytes(12, value(name, FLOAT, dimensions));
    return this;
  }

  /** Whole numbers that steps can take as an input. */
  public OnnxFile constant(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES);
    raw.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    graph.bytes(
        5,
        new ProtoFields()
            .number(1, values.length)
            .number(2, INT64)
            .text(8, name)
            .bytes(9, raw.array())
            .toBytes());
    return this;
  }

  public OnnxFile step(OnnxNode node) {
    byte[] bytes = new byte[node.bytes().remaining()];
    node.bytes().duplicate().get(bytes);
    graph.bytes(1, bytes);
    return this;
  }

  public byte[] toBytes() {
    byte[] operators = new ProtoFields().text(1, "").number(2, 13).toBytes();
    return new ProtoFields().number(1, 8).bytes(8, operators).bytes(7, graph.toBytes()).toBytes();
  }

  private static byte[] value(String name, int type, long... dimensions) {
    ProtoFields shape = new ProtoFields();
    for (long dimension : dimensions) {
      shape.bytes(
          1,
          dimension < 0
              ? new ProtoFields().text(2, name + dimension).toBytes()
              : new ProtoFields().number(1, dimension).toBytes());
    }
    byte[] tensor = new ProtoFields().number(1, type).bytes(2, shape.toBytes()).toBytes();
    byte[] typed = new ProtoFields().bytes(1, tensor).toBytes();
    return new ProtoFields().text(1, name).bytes(2, typed).toBytes();
  }
}

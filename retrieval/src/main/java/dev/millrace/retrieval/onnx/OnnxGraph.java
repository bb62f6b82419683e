package dev.millrace.retrieval.onnx;

import dev.millrace.retrieval.onnx.ProtoFields.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The graph of an ONNX file, to be changed before it is loaded. Only steps are read; weights stay
 * where they are and are copied from there to the new file. Field numbers are those of {@code
 * ModelProto}, {@code GraphProto} and {@code TensorProto} in onnx.proto.
 */
public final class OnnxGraph {
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  /** Shapes that were inferred for the graph as it was. */
  private static final int VALUE_INFO = 13;

  private static final int GRAPH = 7;
  private static final int OPERATORS = 8;
  private static final int INT64 = 7;

  private final List<Field> model;
  private final List<Field> parts;
  private final Map<String, OnnxNode> producers = new HashMap<>();
  private final List<byte[]> added = new ArrayList<>();

  private OnnxGraph(List<Field> model, List<Field> parts) {
    this.model = model;
    this.parts = parts;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is not ONNX
   */
  public static OnnxGraph read(ByteBuffer file) {
    List<Field> model = ProtoFields.of(file);
    Field graph =
        model.stream()
            .filter(field -> field.number() == GRAPH)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a model without a graph"));
    OnnxGraph read = new OnnxGraph(model, ProtoFields.of(graph.content()));
    for (Field part : read.parts) {
      if (part.number() == NODE) {
        read.put(OnnxNode.read(part.content()));
      }
    }
    return read;
  }

  /** The step that makes this. */
  public Optional<OnnxNode> producer(String output) {
    return Optional.ofNullable(producers.get(output));
  }

  /** Adds a step, or puts it in the place of the one that made the same. */
  public void put(OnnxNode node) {
    node.outputs().forEach(output -> producers.put(output, node));
  }

  /** Adds whole numbers that steps can take as an input. */
  public void constant(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES);
    raw.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    added.add(
        new ProtoFields()
            .number(1, values.length)
            .number(2, INT64)
            .text(8, name)
            .bytes(9, raw.array())
            .toBytes());
  }

  /**
   * The file with the graph as it is now. Steps and inputs that its outputs don't need are left
   * out.
   *
   * @param memory gives room for that many bytes
   */
  public ByteBuffer write(IntFunction<ByteBuffer> memory) {
    List<ByteBuffer> graph = graph();
    int length = graph.stream().mapToInt(ByteBuffer::remaining).sum();
    List<ByteBuffer> file = new ArrayList<>();
    model.stream()
        .filter(field -> field.number() != GRAPH)
        .forEach(field -> file.add(field.whole()));
    byte[] microsoft = new ProtoFields().text(1, OnnxNode.MICROSOFT).number(2, 1).toBytes();
    file.add(
        ByteBuffer.wrap(
            new ProtoFields().bytes(OPERATORS, microsoft).header(GRAPH, length).toBytes()));
    file.addAll(graph);
    ByteBuffer out = memory.apply(file.stream().mapToInt(ByteBuffer::remaining).sum());
    file.forEach(part -> out.put(part.duplicate()));
    return out.flip();
  }

  private List<ByteBuffer> graph() {
    Set<OnnxNode> needed = new LinkedHashSet<>();
    for (Field part : parts) {
      if (part.number() == OUTPUT) {
        need(name(part), needed);
      }
    }
    Set<String> read = new HashSet<>();
    List<ByteBuffer> written = new ArrayList<>();
    for (OnnxNode node : needed) {
      read.addAll(node.inputs());
      written.add(
          ByteBuffer.wrap(new ProtoFields().header(NODE, node.bytes().remaining()).toBytes()));
      written.add(node.bytes());
    }
    for (Field part : parts) {
      boolean left =
          switch (part.number()) {
            case NODE, VALUE_INFO -> true;
            case INPUT -> !read.contains(name(part));
            default -> false;
          };
      if (!left) {
        written.add(part.whole());
      }
    }
    for (byte[] tensor : added) {
      written.add(ByteBuffer.wrap(new ProtoFields().bytes(INITIALIZER, tensor).toBytes()));
    }
    return written;
  }

  /**
   * Puts in what makes this, behind what makes that step's inputs: a graph's steps are in order.
   */
  private void need(String output, Set<OnnxNode> needed) {
    Deque<OnnxNode> open = new ArrayDeque<>();
    producer(output).ifPresent(open::push);
    while (!open.isEmpty()) {
      OnnxNode node = open.peek();
      List<OnnxNode> missing =
          node.inputs().stream()
              .flatMap(input -> producer(input).stream())
              .filter(before -> !needed.contains(before))
              .toList();
      if (missing.isEmpty()) {
        needed.add(open.pop());
      } else {
        missing.forEach(open::push);
      }
    }
  }

  private static String name(Field valueInfo) {
    return ProtoFields.of(valueInfo.content()).stream()
        .filter(field -> field.number() == 1)
        .findFirst()
        .map(Field::text)
        .orElse("");
  }
}

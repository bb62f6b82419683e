package dev.millrace.retrieval.onnx;

import dev.millrace.retrieval.onnx.ProtoFields.Field;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A step of an ONNX graph. Field numbers are those of {@code NodeProto} and {@code AttributeProto}
 * in onnx.proto.
 *
 * @param operator what it does
 * @param bytes the whole message
 */
public record OnnxNode(
    String operator, List<String> inputs, List<String> outputs, ByteBuffer bytes) {
  /** Where ONNX Runtime keeps operators of its own. */
  static final String MICROSOFT = "com.microsoft";

  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int INTS = 7;

  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  static OnnxNode read(ByteBuffer bytes) {
    List<Field> fields = ProtoFields.of(bytes);
    return new OnnxNode(texts(fields, 4).getFirst(), texts(fields, 1), texts(fields, 2), bytes);
  }

  private static List<String> texts(List<Field> fields, int number) {
    return fields.stream().filter(field -> field.number() == number).map(Field::text).toList();
  }

  /** What one of ONNX's own operators makes of the inputs. */
  public static OnnxNode standard(
      String operator, String output, List<String> inputs, byte[]... attributes) {
    return node("", operator, output, inputs, attributes);
  }

  /** What an operator of ONNX Runtime makes of the inputs. */
  public static OnnxNode microsoft(
      String operator, String output, List<String> inputs, byte[]... attributes) {
    return node(MICROSOFT, operator, output, inputs, attributes);
  }

  private static OnnxNode node(
      String domain, String operator, String output, List<String> inputs, byte[]... attributes) {
    ProtoFields node = new ProtoFields();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, output + "/" + operator).text(4, operator);
    for (byte[] attribute : attributes) {
      node.bytes(5, attribute);
    }
    node.text(7, domain);
    return new OnnxNode(operator, inputs, List.of(output), ByteBuffer.wrap(node.toBytes()));
  }

  public static byte[] attribute(String name, long value) {
    return new ProtoFields().text(1, name).number(3, value).number(20, INT).toBytes();
  }

  public static byte[] attribute(String name, float value) {
    return new ProtoFields().text(1, name).real(2, value).number(20, FLOAT).toBytes();
  }

  public static byte[] attribute(String name, int[] values) {
    ProtoFields attribute = new ProtoFields().text(1, name);
    for (int value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, INTS).toBytes();
  }

  /** The first of its outputs. */
  public String output() {
    return outputs.getFirst();
  }
}

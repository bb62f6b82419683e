package dev.millrace.retrieval.rerank;

import static dev.millrace.retrieval.onnx.OnnxNode.attribute;
import static dev.millrace.retrieval.onnx.OnnxNode.standard;

import dev.millrace.retrieval.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cross-encoder's file without weights: its score is how many tokens of the passage are tokens of
 * the query, their closing one included.
 */
final class OverlapModel {
  static final String VOCABULARY =
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ntide\ngauge\npier\nharbour\nwater\nlevel";

  private static final byte[] TO_REAL = attribute("to", 1L);

  private OverlapModel() {}

  /** What a file can look like. */
  enum Shape {
    /** All three inputs, one logit. */
    ONE_LOGIT,
    /** No mask, two logits. */
    TWO_LOGITS,
    /** Three logits. */
    THREE_LOGITS,
    /** Fails with inputs that are not of 64 tokens. */
    OF_64_TOKENS,
    /** Gives numbers that are none. */
    NOT_A_NUMBER,
    /** An input that nobody knows. */
    STRANGE_INPUT,
    /** Ids as real numbers. */
    REAL_IDS
  }

  /** Writes model and vocabulary; the model's file. */
  static Path write(Path folder, Shape shape) throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), VOCABULARY);
    return Files.write(folder.resolve(shape.name() + ".onnx"), bytes(shape));
  }

  private static byte[] bytes(Shape shape) {
    OnnxFile file = new OnnxFile();
    if (shape == Shape.REAL_IDS) {
      file.reals("input_ids");
    } else {
      file.ids("input_ids");
    }
    file.ids(shape == Shape.STRANGE_INPUT ? "positions" : "token_type_ids");
    if (shape == Shape.REAL_IDS) {
      return file.output("logits", -1, 1)
          .step(standard("Identity", "logits", List.of("input_ids")))
          .toBytes();
    }
    String types = shape == Shape.STRANGE_INPUT ? "positions" : "token_type_ids";
    file.constant("none", 0)
        .constant("row", 1, 1, -1)
        .constant("column", 1, -1, 1)
        .constant("alone", 1, -1);
    String ids = "input_ids";
    if (shape == Shape.OF_64_TOKENS) {
      file.constant("length", new long[64]).step(standard("Add", "ids", List.of(ids, "length")));
      ids = "ids";
    }
    file.step(standard("Reshape", "ids/row", List.of(ids, "row")))
        .step(standard("Reshape", "ids/column", List.of(ids, "column")))
        .step(standard("Equal", "same", List.of("ids/row", "ids/column")))
        .step(standard("Cast", "same/real", List.of("same"), TO_REAL))
        .step(standard("Equal", "query", List.of(types, "none")))
        .step(standard("Cast", "query/real", List.of("query"), TO_REAL))
        .step(standard("Reshape", "query/row", List.of("query/real", "row")))
        .step(standard("Cast", "passage", List.of(types), TO_REAL));
    String passage = "passage";
    if (shape == Shape.ONE_LOGIT) {
      file.ids("attention_mask")
          .step(standard("Cast", "mask", List.of("attention_mask"), TO_REAL))
          .step(standard("Mul", "attended", List.of("passage", "mask")));
      passage = "attended";
    }
    file.step(standard("Reshape", "passage/column", List.of(passage, "column")))
        .step(standard("MatMul", "in query", List.of("query/row", "same/real")))
        .step(standard("MatMul", "count", List.of("in query", "passage/column")))
        .step(standard("Reshape", "one", List.of("count", "alone")));
    return logits(file, shape).toBytes();
  }

  private static OnnxFile logits(OnnxFile file, Shape shape) {
    return switch (shape) {
      case TWO_LOGITS ->
          file.output("logits", -1, 2)
              .step(standard("Neg", "less", List.of("one")))
              .step(standard("Concat", "logits", List.of("less", "one"), attribute("axis", 1L)));
      case THREE_LOGITS ->
          file.output("logits", -1, 3)
              .step(
                  standard(
                      "Concat", "logits", List.of("one", "one", "one"), attribute("axis", 1L)));
      case NOT_A_NUMBER ->
          file.output("logits", -1, 1)
              .step(standard("Neg", "less", List.of("one")))
              .step(standard("Sqrt", "logits", List.of("less")));
      case ONE_LOGIT, OF_64_TOKENS, STRANGE_INPUT, REAL_IDS ->
          file.output("logits", -1, 1).step(standard("Identity", "logits", List.of("one")));
    };
  }
}

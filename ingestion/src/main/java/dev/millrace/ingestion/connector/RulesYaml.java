package dev.millrace.ingestion.connector;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The part of YAML that rules are written in, read with the lines at which things stand. Values are
 * JSON's: {@code no}, {@code 0123} and {@code 2026-01-02} are texts. What is written once can't be
 * repeated by reference, so that a short file can't become a large one.
 */
final class RulesYaml {
  /** The longest file, in bytes. */
  static final int LONGEST = 64 * 1024;

  private static final int DEEPEST = 12;

  /** A file that can't be followed; the message has the line and what is wrong. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  private RulesYaml() {}

  /** The tree that these bytes are; empty if they are white space and comments only. */
  static Optional<Node> tree(byte[] bytes) throws Wrong {
    if (bytes.length > LONGEST) {
      throw new Wrong("longer than " + LONGEST / 1024 + " KB");
    }
    LoaderOptions strict = new LoaderOptions();
    strict.setMaxAliasesForCollections(0);
    strict.setNestingDepthLimit(DEEPEST);
    strict.setMergeOnCompose(false);
    DumperOptions unused = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(strict), new Representer(unused), unused, strict, new JsonTypes());
    try {
      Node root = yaml.compose(new StringReader(text(bytes)));
      return Optional.ofNullable(root).filter(node -> !node.getTag().equals(Tag.NULL));
    } catch (MarkedYAMLException e) {
      String line =
          e.getProblemMark() == null ? "" : "line " + (e.getProblemMark().getLine() + 1) + ": ";
      throw new Wrong(line + "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new Wrong("not YAML: " + first);
    }
  }

  private static String text(byte[] bytes) throws Wrong {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Wrong("not in UTF-8");
    }
  }

  /** The fields of an object, in their order. */
  static Map<String, NodeTuple> fields(Node node, String what) throws Wrong {
    if (!(node instanceof MappingNode mapping) || !node.getTag().equals(Tag.MAP)) {
      throw wrong(node, what + " consists of lines like \"name: value\"");
    }
    Map<String, NodeTuple> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = string(tuple.getKeyNode(), "a name");
      if (name.isBlank()) {
        throw wrong(tuple.getKeyNode(), "a name is empty");
      }
      if (fields.put(name, tuple) != null) {
        throw wrong(tuple.getKeyNode(), "\"" + name + "\" is there twice");
      }
    }
    return fields;
  }

  /** A text, and nothing that YAML takes for something else. */
  static String string(Node node, String what) throws Wrong {
    if (!(node instanceof ScalarNode scalar) || !node.getTag().equals(Tag.STR)) {
      throw wrong(
          node, what + (node.getTag().equals(Tag.NULL) ? " has no value" : " has to be a text"));
    }
    if (scalar.getValue().indexOf('\0') >= 0) {
      throw wrong(node, what + " has a NUL character");
    }
    return scalar.getValue();
  }

  /** The values of a list; a value that stands alone is a list of one. */
  static List<Node> list(Node node) {
    return node instanceof SequenceNode list && node.getTag().equals(Tag.SEQ)
        ? list.getValue()
        : List.of(node);
  }

  /** An object of JSON values. */
  static Map<String, Object> object(Node node, String what) throws Wrong {
    Map<String, Object> object = new LinkedHashMap<>();
    for (Map.Entry<String, NodeTuple> field : fields(node, what).entrySet()) {
      object.put(field.getKey(), value(field.getValue().getValueNode(), field.getKey()));
    }
    return object;
  }

  private static Object value(Node node, String name) throws Wrong {
    if (node instanceof MappingNode) {
      return object(node, name);
    }
    if (node instanceof SequenceNode) {
      List<Object> values = new ArrayList<>();
      for (Node one : list(node)) {
        values.add(value(one, name));
      }
      return List.copyOf(values);
    }
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    try {
      if (node.getTag().equals(Tag.INT)) {
        return Long.parseLong(text);
      } else if (node.getTag().equals(Tag.FLOAT)) {
        return Double.parseDouble(text);
      }
    } catch (NumberFormatException e) {
      throw wrong(node, name + " is no number that can be kept: write it in quotes");
    }
    return node.getTag().equals(Tag.BOOL) ? (Object) text.equals("true") : string(node, name);
  }

  /** What to throw when something at that place is wrong. */
  static Wrong wrong(Node node, String why) {
    return new Wrong("line " + (node.getStartMark().getLine() + 1) + ": " + why);
  }

  /** Takes for numbers, truth values and nothing only what JSON takes for them. */
  private static final class JsonTypes extends Resolver {
    private static final String NUMBER = "-0123456789";

    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]{0,17})"), NUMBER);
      addImplicitResolver(
          Tag.FLOAT, Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}"), NUMBER);
      addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), "~n\0");
      addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
    }
  }
}

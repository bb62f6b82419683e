package dev.millrace.ingestion.connector;

import dev.millrace.ingestion.connector.RulesYaml.Wrong;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Reads a {@code .millrace.yml}. It decides who may read, so nothing in it is passed over: what is
 * not understood is an error with its line.
 */
final class RulesReader {
  private static final String FACTS = "readers, denied, sensitivity, metadata";

  private RulesReader() {}

  /** The rules that these bytes are. */
  static RulesFile read(byte[] bytes) throws Wrong {
    Optional<Node> root = RulesYaml.tree(bytes);
    if (root.isEmpty()) {
      return RulesFile.NONE;
    }
    Map<String, NodeTuple> fields = RulesYaml.fields(root.get(), "the file");
    NodeTuple files = fields.remove("files");
    Facts all = facts(fields, FACTS + ", files");
    List<RulesFile.Some> some = new ArrayList<>();
    if (files != null) {
      Map<String, NodeTuple> patterns = RulesYaml.fields(files.getValueNode(), "files");
      for (Map.Entry<String, NodeTuple> one : patterns.entrySet()) {
        NodeTuple pattern = one.getValue();
        some.add(
            new RulesFile.Some(
                checked(pattern.getKeyNode(), () -> Globs.of(List.of(one.getKey()))),
                facts(RulesYaml.fields(pattern.getValueNode(), one.getKey()), FACTS)));
      }
    }
    return new RulesFile(all, some);
  }

  private static Facts facts(Map<String, NodeTuple> fields, String known) throws Wrong {
    Optional<Set<Principal>> readers = Optional.empty();
    Optional<Set<Principal>> denied = Optional.empty();
    Optional<Sensitivity> sensitivity = Optional.empty();
    Map<String, Object> metadata = Map.of();
    for (Map.Entry<String, NodeTuple> field : fields.entrySet()) {
      String name = field.getKey();
      Node value = field.getValue().getValueNode();
      switch (name) {
        case "readers" -> readers = Optional.of(principals(value, name));
        case "denied" -> denied = Optional.of(principals(value, name));
        case "sensitivity" -> {
          String level = RulesYaml.string(value, name);
          sensitivity = Optional.of(checked(value, () -> Sensitivity.of(level)));
        }
        case "metadata" -> metadata = RulesYaml.object(value, name);
        default ->
            throw RulesYaml.wrong(
                field.getValue().getKeyNode(), "there is no \"" + name + "\" here: write " + known);
      }
    }
    return new Facts(
        Optional.empty(), Optional.empty(), metadata, new OwnRights(readers, denied, sensitivity));
  }

  private static Set<Principal> principals(Node node, String name) throws Wrong {
    Set<Principal> principals = new LinkedHashSet<>();
    for (Node one : RulesYaml.list(node)) {
      String text = RulesYaml.string(one, "each of " + name);
      principals.add(checked(one, () -> Principal.parse(text)));
    }
    return principals;
  }

  private static <T> T checked(Node node, Supplier<T> value) throws Wrong {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw RulesYaml.wrong(node, String.valueOf(e.getMessage()));
    }
  }
}

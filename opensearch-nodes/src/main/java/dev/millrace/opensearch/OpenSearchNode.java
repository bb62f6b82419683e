package dev.millrace.opensearch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.plugins.Plugin;

/**
 * A node whose plugins are on the class path. Arguments: its folder, then settings of OpenSearch's
 * as {@code name=value}, lists with commas. Ends when standard input does.
 */
public final class OpenSearchNode {
  private static final List<String> PLUGINS =
      List.of(
          "org.opensearch.analysis.common.CommonAnalysisPlugin",
          "org.opensearch.transport.Netty4Plugin",
          "org.opensearch.knn.plugin.KNNPlugin");

  private OpenSearchNode() {}

  /** Starts the node and waits for the end of standard input. */
  public static void main(String[] arguments)
      throws IOException, NodeValidationException, ReflectiveOperationException {
    Settings.Builder settings =
        Settings.builder().put("path.home", Path.of(arguments[0]).toAbsolutePath().toString());
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "\"" + argument + "\" is no setting: write name=value, such as http.port=9200");
      }
      settings.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    try (Node node = new ClassPathNode(settings.build(), plugins())) {
      node.start();
      while (System.in.read() >= 0) {
        // What is said to it does not matter, that somebody is there does.
      }
    }
    // Threads of OpenSearch's that wait for their time must not hold the process.
    System.exit(0);
  }

  private static List<Class<? extends Plugin>> plugins() throws ClassNotFoundException {
    List<Class<? extends Plugin>> plugins = new ArrayList<>();
    for (String name : PLUGINS) {
      plugins.add(Class.forName(name).asSubclass(Plugin.class));
    }
    return plugins;
  }

  /** OpenSearch takes plugins from folders; from the class path only if it is extended. */
  private static final class ClassPathNode extends Node {
    ClassPathNode(Settings settings, List<Class<? extends Plugin>> plugins) {
      super(prepared(settings), plugins, false);
    }

    private static Environment prepared(Settings settings) {
      return InternalSettingsPreparer.prepareEnvironment(
          settings, Map.of(), null, () -> settings.get("node.name"));
    }
  }
}

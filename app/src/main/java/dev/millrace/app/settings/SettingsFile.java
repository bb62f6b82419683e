package dev.millrace.app.settings;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The file {@code millrace.yml} in a home: the settings by their full names, nested or dotted. It
 * need not be there.
 */
final class SettingsFile {
  private SettingsFile() {}

  static Path of(Path home) {
    return home.resolve("millrace.yml");
  }

  /** Its settings, flattened to full names. */
  static Map<String, String> read(Path home) {
    Path file = of(home);
    Map<String, String> settings = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return settings;
    }
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(file)) {
      @Nullable Object content = new Yaml(new SafeConstructor(strict)).load(reader);
      if (content != null) {
        flatten("", content, file, settings);
      }
    } catch (IOException e) {
      throw new StartupException(
          "Cannot read " + file + ": " + e.getMessage() + ".", "Let this user read it.", e);
    } catch (YAMLException e) {
      throw new StartupException(
          file
              + " is not YAML: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + ".",
          "Write lines like millrace.port: 8081.",
          e);
    }
    return settings;
  }

  private static void flatten(String prefix, Object node, Path file, Map<String, String> settings) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            String key = prefix.isEmpty() ? String.valueOf(name) : prefix + "." + name;
            if (value == null) {
              throw new StartupException(
                  key + " in " + file + " has no value.", "Give one, or remove the line.");
            }
            flatten(key, value, file, settings);
          });
    } else if (prefix.isEmpty() || node instanceof Iterable<?>) {
      throw new StartupException(
          (prefix.isEmpty() ? "The whole" : prefix) + " in " + file + " is not a setting.",
          "Write lines like millrace.port: 8081.");
    } else {
      settings.put(prefix, node.toString());
    }
  }
}

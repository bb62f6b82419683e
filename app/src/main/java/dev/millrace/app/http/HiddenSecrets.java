package dev.millrace.app.http;

import dev.millrace.ingestion.connector.Connectors;
import dev.millrace.ingestion.connector.SourceKind;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps secret settings out of what is said of settings that are wrong. */
@Singleton
final class HiddenSecrets {
  private static final String MASK = "***";

  private final Connectors connectors;

  HiddenSecrets(Connectors connectors) {
    this.connectors = connectors;
  }

  /**
   * What is made of settings.
   *
   * @throws ApiException {@code invalid_value} of the parameter {@code settings}, if they are wrong
   */
  <T> T from(SourceKind kind, Map<String, String> settings, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("settings", in(kind, settings, e.getMessage()));
    }
  }

  /** A message without the values of secret settings, which a library may have put into it. */
  String in(SourceKind kind, Map<String, String> settings, @Nullable String message) {
    Set<String> secret = connectors.secrets(kind);
    List<String> values =
        settings.entrySet().stream()
            .filter(setting -> secret.contains(setting.getKey()))
            .map(setting -> setting.getValue().strip())
            .filter(value -> !value.isEmpty())
            // One may be a part of another.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    String shown = String.valueOf(message);
    for (String value : values) {
      shown = shown.replace(value, MASK);
    }
    return shown;
  }
}

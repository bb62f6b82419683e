package dev.millrace.ingestion.connector;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of places that this process can go to. */
public final class Connectors {
  private final Map<SourceKind, ConnectorType> types = new EnumMap<>(SourceKind.class);

  /**
   * Those kinds.
   *
   * @throws IllegalArgumentException if two are of one kind
   */
  public Connectors(List<ConnectorType> types) {
    for (ConnectorType type : types) {
      if (!type.kind().visited() || this.types.put(type.kind(), type) != null) {
        throw new IllegalArgumentException("two connectors for " + type.kind().wire());
      }
    }
  }

  /** What can be set for a kind; nothing for kinds that nobody goes to. */
  public List<SettingSpec> settings(SourceKind kind) {
    ConnectorType type = types.get(kind);
    return type == null ? List.of() : type.settings();
  }

  /** The names of a kind's secret settings. */
  public Set<String> secrets(SourceKind kind) {
    return settings(kind).stream()
        .filter(SettingSpec::secret)
        .map(SettingSpec::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Opens a place.
   *
   * @param given settings by name, secrets among them
   * @throws IllegalArgumentException if a setting is unknown, missing or can't be right, or if
   *     nobody goes to places of that kind
   */
  public Connector open(SourceKind kind, Map<String, String> given) {
    ConnectorType type = types.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("a source of kind " + kind.wire() + " can't be visited");
    }
    return type.open(SourceSettings.of(kind, type.settings(), given));
  }

  /**
   * Checks settings without going anywhere.
   *
   * @throws IllegalArgumentException as {@link #open} does
   */
  public void check(SourceKind kind, Map<String, String> given) {
    if (kind.visited()) {
      open(kind, given).close();
    } else {
      SourceSettings.of(kind, List.of(), given);
    }
  }
}

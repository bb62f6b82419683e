package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of one source, by name, with defaults filled in. Reading one that can't be right
 * throws {@link IllegalArgumentException} with its name and what it may be. Secrets are among them,
 * so this has no text form.
 */
public final class SourceSettings {
  private final SourceKind kind;
  private final Map<String, String> values;

  private SourceSettings(SourceKind kind, Map<String, String> values) {
    this.kind = kind;
    this.values = values;
  }

  /**
   * Settings of a kind of place.
   *
   * @throws IllegalArgumentException if one is unknown or a required one is missing
   */
  public static SourceSettings of(
      SourceKind kind, List<SettingSpec> specs, Map<String, String> given) {
    requireNonNull(kind, "kind");
    Map<String, String> values = new HashMap<>();
    Map<String, SettingSpec> known =
        specs.stream().collect(Collectors.toMap(SettingSpec::name, spec -> spec));
    for (String name : given.keySet()) {
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException(
            "a source of kind "
                + kind.wire()
                + " has no setting \""
                + name
                + "\""
                + (specs.isEmpty()
                    ? ""
                    : ": it has "
                        + specs.stream().map(SettingSpec::name).collect(Collectors.joining(", "))));
      }
    }
    for (SettingSpec spec : specs) {
      String value = given.getOrDefault(spec.name(), "").strip();
      if (!value.isEmpty()) {
        values.put(spec.name(), value);
      } else if (spec.required()) {
        throw new IllegalArgumentException(
            "a "
                + kind.wire()
                + " source needs settings."
                + spec.name()
                + ": "
                + spec.description());
      } else {
        spec.fallback().ifPresent(fallback -> values.put(spec.name(), fallback));
      }
    }
    return new SourceSettings(kind, Map.copyOf(values));
  }

  /** What a setting says; empty if it was left out and has no default. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** What a setting that is required, or has a default, says. */
  public String text(String name) {
    return find(name).orElseThrow(() -> wrong(name, "is needed"));
  }

  /** A whole number within bounds, both included. */
  public long number(String name, long least, long most) {
    String text = text(name);
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(name, "is a whole number from " + least + " to " + most + ", not \"" + text + "\"");
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name) {
    String text = text(name);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "is true or false, not \"" + text + "\"");
    };
  }

  /** The parts between commas, without white space and empty ones. */
  public List<String> list(String name) {
    return find(name).stream()
        .flatMap(text -> java.util.Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** What to throw when a setting can't be right. */
  public IllegalArgumentException wrong(String name, String why) {
    return new IllegalArgumentException("settings." + name + " " + why);
  }

  /** Whose settings these are. */
  public SourceKind kind() {
    return kind;
  }
}

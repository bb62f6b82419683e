package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One setting of a kind of place.
 *
 * @param name in camelCase: {@code maxPages}
 * @param description a line for people, with the unit
 * @param secret whether it is encrypted where it is kept and never shown again
 * @param fallback what holds where it isn't given; empty if there is none
 */
public record SettingSpec(
    String name, String description, boolean required, boolean secret, Optional<String> fallback) {
  public SettingSpec {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    requireNonNull(fallback, "fallback");
  }

  /** A setting without which nothing goes. */
  public static SettingSpec required(String name, String description) {
    return new SettingSpec(name, description, true, false, Optional.empty());
  }

  /** A setting that may be left out, and then does nothing. */
  public static SettingSpec optional(String name, String description) {
    return new SettingSpec(name, description, false, false, Optional.empty());
  }

  /** A setting that may be left out. */
  public static SettingSpec withDefault(String name, String description, String fallback) {
    return new SettingSpec(name, description, false, false, Optional.of(fallback));
  }

  /** A password, key or token; it may be left out. */
  public static SettingSpec secret(String name, String description) {
    return new SettingSpec(name, description, false, true, Optional.empty());
  }
}

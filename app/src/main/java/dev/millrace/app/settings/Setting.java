package dev.millrace.app.settings;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that may be set, or the same thing of each of several that have names: {@code
 * millrace.tiers.*.slots} stands for {@code millrace.tiers.cloud.slots} and all others.
 *
 * @param key its full name, {@code millrace.…} in kebab case; {@code *} stands for a name
 * @param kind which values it takes
 * @param standard the value where none is given; null where there is none
 * @param description what it is for, as a sentence
 */
public record Setting(String key, ValueKind kind, @Nullable String standard, String description) {
  static final String PREFIX = "millrace.";

  /** What tiers and models may be called. */
  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  public Setting {
    Objects.requireNonNull(kind, "kind");
    if (!key.matches("millrace(\\.(\\*|[a-z][a-z0-9]*(-[a-z0-9]+)*))+")) {
      throw new IllegalArgumentException(key + " is no name of a setting");
    }
    if (standard != null && kind.problem(standard).isPresent()) {
      throw new IllegalArgumentException(key + ": the default " + standard + " is not valid");
    }
    if (!description.endsWith(".")) {
      throw new IllegalArgumentException(key + ": the description is not a sentence");
    }
  }

  /** Its name in the environment: {@code MILLRACE_DB_URL} for {@code millrace.db-url}. */
  public String variable() {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether this is what the key names. */
  boolean named(String other) {
    return key.equals(other) || (family() && other.matches(pattern(key, NAME)));
  }

  /** The key that a variable sets; empty if it is another's. */
  Optional<String> keyOf(String variable) {
    if (variable().equals(variable)) {
      return family() ? Optional.empty() : Optional.of(key);
    }
    Matcher name = Pattern.compile(pattern(variable(), "([A-Z0-9][A-Z0-9_]*)")).matcher(variable);
    return family() && name.matches()
        ? Optional.of(key.replace("*", name.group(1).toLowerCase(Locale.ROOT).replace('_', '-')))
        : Optional.empty();
  }

  /** Whether it stands for several settings. */
  public boolean family() {
    return key.contains("*");
  }

  private static String pattern(String key, String name) {
    return Pattern.quote(key).replace("*", "\\E" + name + "\\Q");
  }

  /** Whether its value must not be shown. */
  public boolean secret() {
    return kind instanceof ValueKind.Secret || kind instanceof ValueKind.SecretBytes;
  }
}

package dev.millrace.app.settings;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that may be set.
 *
 * @param key its full name, {@code millrace.…} in kebab case
 * @param kind which values it takes
 * @param standard the value where none is given; null where there is none
 * @param description what it is for, as a sentence
 */
public record Setting(String key, ValueKind kind, @Nullable String standard, String description) {
  static final String PREFIX = "millrace.";

  public Setting {
    Objects.requireNonNull(kind, "kind");
    if (!key.matches("millrace(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)+")) {
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

  /** Whether its value must not be shown. */
  public boolean secret() {
    return kind instanceof ValueKind.Secret;
  }
}

package dev.millrace.retrieval.corpus;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How far a document's text may travel: which hardware tiers may process it. Least sensitive first;
 * says nothing of readers.
 */
public enum Sensitivity {
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  RESTRICTED;

  /** The name in JSON, settings and SQL: {@code "internal"}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The sensitivity of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static Sensitivity of(String wire) {
    for (Sensitivity one : values()) {
      if (one.wire().equals(wire)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + wire
            + "\" is not a sensitivity: write "
            + Arrays.stream(values()).map(Sensitivity::wire).collect(Collectors.joining(", ")));
  }
}

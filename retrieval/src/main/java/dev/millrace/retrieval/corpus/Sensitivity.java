package dev.millrace.retrieval.corpus;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How far a document's text may travel: which hardware tiers may process it. Least sensitive first;
 * says nothing of readers.
 */
public enum Sensitivity {
  PUBLIC(0),
  INTERNAL(1),
  CONFIDENTIAL(2),
  RESTRICTED(3);

  private final int level;

  Sensitivity(int level) {
    this.level = level;
  }

  /** The number that stands for it in the database, 0 to 3. */
  public int level() {
    return level;
  }

  /** The sensitivity of that number. */
  public static Sensitivity ofLevel(int level) {
    for (Sensitivity one : values()) {
      if (one.level == level) {
        return one;
      }
    }
    throw new IllegalArgumentException("no sensitivity has the level " + level);
  }

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

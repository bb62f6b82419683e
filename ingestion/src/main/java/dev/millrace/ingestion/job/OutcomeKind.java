package dev.millrace.ingestion.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What became of a document. */
public enum OutcomeKind {
  ADDED,
  CHANGED,
  UNCHANGED,
  REMOVED,
  /** There is no text in it, or it is left out on purpose. */
  SKIPPED,
  /** Something is wrong with it; what was known of it before is kept. */
  FAILED;

  /** The name in JSON and SQL. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The outcome of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static OutcomeKind of(String wire) {
    for (OutcomeKind kind : values()) {
      if (kind.wire().equals(wire)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + wire
            + "\" is not an outcome: write "
            + Arrays.stream(values()).map(OutcomeKind::wire).collect(Collectors.joining(", ")));
  }
}

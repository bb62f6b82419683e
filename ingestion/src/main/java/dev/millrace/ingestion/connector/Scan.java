package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How a scan ended.
 *
 * @param cursor where the next scan is to start, at most a few MB of text; empty to start over
 */
public record Scan(Coverage coverage, Optional<String> cursor) {
  /** What was told. */
  public enum Coverage {
    /** All that is there. What was not told of is gone. */
    WHOLE,
    /** What has changed. What was not told of is as it was. */
    CHANGES
  }

  public Scan {
    requireNonNull(coverage, "coverage");
    requireNonNull(cursor, "cursor");
  }

  /** All that is there was told; the next scan tells it again. */
  public static Scan whole() {
    return new Scan(Coverage.WHOLE, Optional.empty());
  }
}

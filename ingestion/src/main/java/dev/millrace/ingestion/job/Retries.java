package dev.millrace.ingestion.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When an item that could not be had for a passing reason is tried again. */
final class Retries {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  /** How often an item is tried in all. */
  static final int TRIES = PAUSES.size() + 1;

  private Retries() {}

  /**
   * When to try again.
   *
   * @param tried how often it has been tried, this time included
   * @return empty if that was enough
   */
  static Optional<Instant> after(int tried, Instant now) {
    return tried > PAUSES.size()
        ? Optional.empty()
        : Optional.of(now.plus(PAUSES.get(Math.max(0, tried - 1))));
  }
}

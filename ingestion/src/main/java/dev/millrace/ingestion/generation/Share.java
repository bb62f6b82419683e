package dev.millrace.ingestion.generation;

import java.time.Duration;

/**
 * How much of the time is spent embedding for a generation that is not live; the rest belongs to
 * searches and to documents that come in. A model that uses every core for half of the time leaves
 * half of the cores.
 *
 * @param percent 1 to 100
 */
public record Share(int percent) {
  public Share {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("a share is 1 to 100 percent, not " + percent);
    }
  }

  /** How long to rest after that much work. */
  Duration rest(Duration worked) {
    return worked.multipliedBy(100L - percent).dividedBy(percent);
  }
}

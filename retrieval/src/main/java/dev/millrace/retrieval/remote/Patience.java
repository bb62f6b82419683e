package dev.millrace.retrieval.remote;

import java.time.Duration;

/**
 * How long somebody goes on asking.
 *
 * @param attempts at most
 * @param time all of them together, pauses included
 */
public record Patience(int attempts, Duration time) {
  /** For work that nobody waits for. */
  public static final Patience OF_WORK = new Patience(6, Duration.ofNanos(Long.MAX_VALUE));

  public Patience {
    if (attempts < 1) {
      throw new IllegalArgumentException("somebody who asks asks once at least");
    }
  }
}

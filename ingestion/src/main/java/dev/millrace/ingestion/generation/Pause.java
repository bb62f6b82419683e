package dev.millrace.ingestion.generation;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
  /**
   * Returns after that time.
   *
   * @throws InterruptedException if there is nothing left to wait for
   */
  void pause(Duration time) throws InterruptedException;
}

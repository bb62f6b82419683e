package dev.millrace.ingestion.job;

import java.time.Duration;

/** Tells when searches see what was written. */
@FunctionalInterface
public interface Searchable {
  /**
   * Waits until searches see that position of the corpus log.
   *
   * @return whether they do
   */
  boolean await(long position, Duration atMost) throws InterruptedException;
}

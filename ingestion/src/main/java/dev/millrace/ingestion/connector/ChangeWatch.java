package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.time.Duration;

/** Waits for changes at a place. Used by one thread. */
public interface ChangeWatch extends AutoCloseable {
  /**
   * Waits until something may have changed since the last call, or since the watch began.
   *
   * @return whether it may have; false after {@code atMost}
   * @throws IOException if the place can't be watched any more
   */
  boolean await(Duration atMost) throws IOException, InterruptedException;

  @Override
  void close();
}

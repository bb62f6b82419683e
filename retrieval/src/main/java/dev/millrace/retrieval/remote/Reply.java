package dev.millrace.retrieval.remote;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a request.
 *
 * @param <T> what an answer is read as
 */
public sealed interface Reply<T> {
  /** What was asked for, checked. */
  record Made<T>(T value) implements Reply<T> {}

  /**
   * Nothing, for now.
   *
   * @param reason to follow "the server"
   * @param after when it wants to be asked again, if it said so
   */
  record Busy<T>(String reason, Optional<Duration> after) implements Reply<T> {}

  /**
   * Nothing, and asking again would not help.
   *
   * @param reason to follow "the server"
   */
  record Refused<T>(String reason) implements Reply<T> {}
}

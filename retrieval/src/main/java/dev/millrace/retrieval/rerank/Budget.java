package dev.millrace.retrieval.rerank;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time that runs out. */
public final class Budget {
  private final LongSupplier nanos;
  private final long start;
  private final Duration time;

  private Budget(LongSupplier nanos, Duration time) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.time = time;
  }

  /**
   * Begins to run out now.
   *
   * @param nanos nanoseconds since some moment
   */
  public static Budget of(Duration time, LongSupplier nanos) {
    return new Budget(nanos, time);
  }

  /** What is left of it, not negative. */
  Duration left() {
    Duration left = time.minusNanos(nanos.getAsLong() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether nothing is left. */
  boolean over() {
    return left().isZero();
  }
}

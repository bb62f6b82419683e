package dev.millrace.app.generation;

import dev.millrace.retrieval.store.PostgresGenerations;
import dev.millrace.retrieval.store.PostgresGenerations.Switching;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes another generation live. Documents that were written in the last moment are waited for: a
 * generation that keeps up lacks them for a fraction of a second.
 */
public final class Switch {
  /** Log entries that are soon filled; who is further behind is told so at once. */
  private static final long NEAR = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final PostgresGenerations generations;
  private final ServedGenerations served;

  public Switch(PostgresGenerations generations, ServedGenerations served) {
    this.generations = generations;
    this.served = served;
  }

  /**
   * Switches, if the generation has everything within ten seconds. When this returns, this process
   * goes over as soon as its index can; others find out within a second.
   */
  public Switching to(int id, boolean withGaps) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Switching result = generations.switchTo(id, withGaps);
    while (result instanceof Switching.Behind behind
        && behind.head() - behind.filled() <= NEAR
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      result = generations.switchTo(id, withGaps);
    }
    if (result instanceof Switching.Switched) {
      served.look();
    }
    return result;
  }
}

package dev.millrace.orchestration.tier;

import dev.millrace.orchestration.model.Cancellation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A tier's capacity: who calls a model there holds a permit. First come, first served. */
public final class Slots {
  /** The right to one call; given back by closing. */
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * How busy a tier is.
   *
   * @param capacity calls at a time
   * @param busy calls under way
   * @param waiting who wants a permit
   */
  public record Load(int capacity, int busy, int waiting) {
    /** Whether the next one would wait. */
    public boolean full() {
      return busy >= capacity;
    }

    /** Busy and waiting for each slot; above 1 somebody waits. */
    public double pressure() {
      return (double) (busy + waiting) / capacity;
    }
  }

  private static final class Waiter {
    final CountDownLatch decided = new CountDownLatch(1);
    boolean granted;
  }

  private final int capacity;
  private final Queue<Waiter> waiting = new ArrayDeque<>();
  private int busy;

  public Slots(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a tier has at least one slot");
    }
    this.capacity = capacity;
  }

  /**
   * Waits for a permit.
   *
   * @return empty if none came free in time, or who asked went away
   */
  public Optional<Permit> acquire(Duration atMost, Cancellation cancellation) {
    Waiter waiter = new Waiter();
    synchronized (this) {
      if (busy < capacity && waiting.isEmpty()) {
        busy++;
        return Optional.of(permit());
      }
      waiting.add(waiter);
    }
    try (Cancellation.Registration _ = cancellation.onCancel(waiter.decided::countDown)) {
      var _ = waiter.decided.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (!waiter.granted) {
        waiting.remove(waiter);
        return Optional.empty();
      }
    }
    return Optional.of(permit());
  }

  /** As it stands. */
  public synchronized Load load() {
    return new Load(capacity, busy, waiting.size());
  }

  private Permit permit() {
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.getAndSet(false)) {
        release();
      }
    };
  }

  private synchronized void release() {
    Waiter next = waiting.poll();
    if (next == null) {
      busy--;
    } else {
      next.granted = true;
      next.decided.countDown();
    }
  }
}

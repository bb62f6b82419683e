package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.model.Cancellation;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** When a turn has to be over: who asked went away, or the time is up. */
final class Deadline implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Cancellation client;
  private final Cancellation either = new Cancellation();
  private final Cancellation.Registration registration;
  private final ScheduledFuture<?> alarm;
  private final long end;

  private Deadline(Duration atMost, Cancellation client) {
    this.client = client;
    this.end = System.nanoTime() + atMost.toNanos();
    this.registration = client.onCancel(either::cancel);
    this.alarm = TIMER.schedule(either::cancel, atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("answer-deadlines").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  static Deadline of(Duration atMost, Cancellation client) {
    return new Deadline(atMost, client);
  }

  /** Ends calls, for either reason. */
  Cancellation cancellation() {
    return either;
  }

  /** Whether it was the time, and not who asked. */
  boolean passed() {
    return over() && !client.cancelled();
  }

  /** Whether it is over; the alarm may ring a little later. */
  boolean over() {
    return either.cancelled() || System.nanoTime() - end >= 0;
  }

  /** What is left, or that if it is less. */
  Duration left(Duration atMost) {
    Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    return left.compareTo(atMost) < 0 ? left : atMost;
  }

  @Override
  public void close() {
    alarm.cancel(false);
    registration.close();
  }
}

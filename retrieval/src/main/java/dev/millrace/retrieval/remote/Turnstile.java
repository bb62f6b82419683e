package dev.millrace.retrieval.remote;

import java.time.Duration;

/** Lets requests through one after the other, evenly, so that a minute has at most so many. */
final class Turnstile {
  private final long stepNanos;
  private final Waiting waiting;
  private long next;

  /**
   * A turnstile.
   *
   * @param perMinute 0 for no limit
   */
  Turnstile(int perMinute, Waiting waiting) {
    this.stepNanos = perMinute == 0 ? 0 : Duration.ofMinutes(1).toNanos() / perMinute;
    this.waiting = waiting;
    this.next = waiting.nanos();
  }

  /**
   * Waits for the caller's turn.
   *
   * @return whether it came; false at once where it would take longer than that, and then the turn
   *     is left to others
   */
  boolean pass(Duration atMost) throws InterruptedException {
    if (stepNanos == 0) {
      return true;
    }
    long wait;
    synchronized (this) {
      long now = waiting.nanos();
      wait = Math.max(0, next - now);
      if (wait > atMost.toNanos()) {
        return false;
      }
      next = now + wait + stepNanos;
    }
    if (wait > 0) {
      waiting.pause(Duration.ofNanos(wait));
    }
    return true;
  }
}

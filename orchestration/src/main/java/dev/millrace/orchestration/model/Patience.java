package dev.millrace.orchestration.model;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long one call may still wait. Belongs to the call's thread. */
final class Patience {
  /** For the usage and the end of the stream once the answer is complete, at most. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(2);

  private final Timeouts timeouts;
  private final long start = System.nanoTime();
  private long span;
  private long until;
  private Fault fault = Fault.NO_FIRST_TOKEN;

  Patience(Timeouts timeouts) {
    this.timeouts = timeouts;
    this.span = timeouts.firstToken().toNanos();
    this.until = start + span;
  }

  /** A piece of text or reasoning has arrived. */
  void token() {
    waitFor(timeouts.betweenTokens());
  }

  /** Everything that matters has arrived; what is left is politeness. */
  void atTheEnd() {
    Duration between = timeouts.betweenTokens();
    waitFor(between.compareTo(AFTER_THE_END) < 0 ? between : AFTER_THE_END);
  }

  private void waitFor(Duration duration) {
    span = duration.toNanos();
    fault = Fault.STALLED;
    renew();
  }

  /** Begins the present wait anew: the time since was our own. */
  void renew() {
    until = System.nanoTime() + span;
  }

  /** Nanoseconds until {@link #fault()} is due; not positive if it is. */
  long left() {
    long now = System.nanoTime();
    return Math.min(until - now, start + timeouts.whole().toNanos() - now);
  }

  /** What to call it when the time is over. */
  Fault fault() {
    boolean whole = start + timeouts.whole().toNanos() - until <= 0;
    return whole ? Fault.DEADLINE : fault;
  }

  /** The same in words. */
  String words() {
    return switch (fault()) {
      case DEADLINE -> "took longer than " + seconds(timeouts.whole()) + " in all";
      case NO_FIRST_TOKEN -> "sent no token within " + seconds(timeouts.firstToken());
      case STALLED -> "sent no further token within " + seconds(timeouts.betweenTokens());
      case UNREACHABLE, UNAUTHORIZED, RATE_LIMITED, REJECTED, SERVER_ERROR, CUT, MALFORMED ->
          throw new IllegalStateException("not a matter of time: " + fault);
    };
  }

  private static String seconds(Duration duration) {
    return TimeUnit.MILLISECONDS.toSeconds(duration.toMillis()) * 1_000 == duration.toMillis()
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}

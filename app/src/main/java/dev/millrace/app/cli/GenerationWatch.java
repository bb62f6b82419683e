package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Generation;
import dev.millrace.app.cli.GenerationsClient.Left;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Waits until a generation is ready, and shows how far it is. */
final class GenerationWatch {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Surroundings surroundings;
  private final GenerationsClient client;
  private final Instant begin;
  private volatile Progress progress;

  GenerationWatch(Surroundings surroundings, GenerationsClient client) {
    this.surroundings = surroundings;
    this.client = client;
    this.begin = surroundings.clock().instant();
    this.progress = Progress.of("building", 0, 0, begin, begin);
  }

  /**
   * The generation when it is ready.
   *
   * @throws CommandFailure if it was paused, dropped, or stopped by an interrupt of this thread
   */
  Generation await(int id, boolean quiet) {
    LiveProgress live = new LiveProgress(surroundings.terminal(), () -> progress);
    try (live) {
      if (!quiet || surroundings.terminal().interactive()) {
        live.start();
      }
      Generation now = client.get(id);
      Left first = now.left();
      long all = first == null ? 0 : first.passages();
      while (now.is("building")) {
        Left left = now.left();
        long done = left == null ? all : Math.max(0, all - left.passages());
        progress = Progress.of("building", done, all, begin, surroundings.clock().instant());
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        if (Thread.currentThread().isInterrupted()) {
          throw new CommandFailure("interrupted; the server goes on building");
        }
        now = client.get(id);
      }
      if (!now.is("ready") && !now.is("live")) {
        throw new CommandFailure("generation " + id + " is " + now.state());
      }
      return now;
    }
  }
}

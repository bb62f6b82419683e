package dev.millrace.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a server's memory each second and keeps the most that it saw. */
final class MemoryWatch implements AutoCloseable {
  private static final long PERIOD_MS = 1_000;

  private final Path home;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("memory").factory());
  private @Nullable Footprint most;
  private @Nullable Footprint mostLately;

  /** Watches from now on, until closed. */
  MemoryWatch(Path home) {
    this.home = home;
    var _ = ticker.scheduleAtFixedRate(this::look, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Footprint.of(home).ifPresent(this::see);
  }

  private synchronized void see(Footprint now) {
    most = larger(most, now);
    mostLately = larger(mostLately, now);
  }

  private static Footprint larger(@Nullable Footprint one, Footprint other) {
    return one == null || other.total() > one.total() ? other : one;
  }

  /** The moment of the most memory in all; empty where the system does not tell. */
  Optional<Footprint> most() {
    look();
    synchronized (this) {
      return Optional.ofNullable(most);
    }
  }

  /** The same since this was last asked. */
  Optional<Footprint> mostLately() {
    look();
    synchronized (this) {
      Footprint lately = mostLately;
      mostLately = null;
      return Optional.ofNullable(lately);
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}

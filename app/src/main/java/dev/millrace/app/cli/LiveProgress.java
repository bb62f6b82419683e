package dev.millrace.app.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows work as it goes, on the error stream so that results can be piped: a line that is drawn
 * over on a terminal, and a line every few seconds elsewhere.
 */
final class LiveProgress implements AutoCloseable {
  private static final long REDRAW_MS = 100;
  private static final long LOG_MS = 5_000;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Terminal terminal;
  private final Supplier<Progress> work;
  private final ScheduledExecutorService ticker;
  private boolean closed;

  /** Progress that is shown when {@link #tick} is called, and by itself after {@link #start}. */
  LiveProgress(Terminal terminal, Supplier<Progress> work) {
    this.terminal = terminal;
    this.work = work;
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
  }

  /** Shows from now on until closed. */
  LiveProgress start() {
    long pause = terminal.interactive() ? REDRAW_MS : LOG_MS;
    var _ = ticker.scheduleAtFixedRate(this::tick, pause, pause, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Shows the present state. */
  synchronized void tick() {
    if (closed) {
      return;
    }
    Progress now = work.get();
    if (terminal.interactive()) {
      // One short of the width: some terminals wrap as soon as the last column is filled.
      terminal.err().print(CLEAR_LINE + ProgressLine.bar(now, terminal.width() - 1));
      terminal.err().flush();
    } else {
      terminal.err().println(ProgressLine.plain(now));
    }
  }

  @Override
  public synchronized void close() {
    ticker.shutdownNow();
    if (!closed && terminal.interactive()) {
      terminal.err().print(CLEAR_LINE);
      terminal.err().flush();
    }
    closed = true;
  }
}

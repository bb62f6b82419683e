package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives a parser a deadline and a thread of its own for each file. A parser that doesn't return is
 * interrupted and left behind; whatever it throws is an outcome of the file.
 */
public final class DeadlineParser implements Parser {
  private static final long STACK = 4L << 20;

  private final Parser parser;
  private final Duration deadline;

  /**
   * @param deadline how long a file may take; positive
   */
  public DeadlineParser(Parser parser, Duration deadline) {
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("a deadline is positive, not " + deadline);
    }
    this.parser = parser;
    this.deadline = deadline;
  }

  @Override
  public Reading read(FetchedFile file, Path folder) {
    CompletableFuture<Reading> result = new CompletableFuture<>();
    Thread worker =
        new Thread(null, () -> run(file, folder, result), "parse " + file.fileName(), STACK);
    // A parser that never returns must not keep the process alive.
    worker.setDaemon(true);
    worker.start();
    try {
      return result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      worker.interrupt();
      return Reading.of(
          new NotParsed(
              Kind.TIMED_OUT,
              "not read within " + deadline.toSeconds() + " s; the parser was stopped"));
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      return Reading.of(new NotParsed(Kind.TIMED_OUT, "the reading was broken off"));
    } catch (ExecutionException e) {
      return Reading.of(Faults.of(e.getCause() == null ? e : e.getCause()));
    }
  }

  private void run(FetchedFile file, Path folder, CompletableFuture<Reading> result) {
    try {
      result.complete(parser.read(file, folder));
    } catch (Throwable fault) {
      result.completeExceptionally(fault);
    }
  }
}

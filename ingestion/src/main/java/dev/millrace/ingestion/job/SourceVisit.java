package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A run over a place that the server goes to: list → bring in what is new or has changed → remove
 * what is gone. What is to be done is in the books before it is done, so that whoever takes the run
 * up, here or on another node, goes on where it was.
 */
final class SourceVisit {
  /** Items under way at a time, most of them waiting for the network or for their turn. */
  private static final int WORKERS = 4;

  private static final int PAGE = 64;

  private final Run run;
  private final Connector connector;
  private final Spool spool;
  private final VisitBooks books;
  private final InstantSource clock;
  private volatile @Nullable RunState asked;
  private volatile @Nullable Settling settling;

  SourceVisit(Run run, Connector connector, Spool spool, VisitBooks books, InstantSource clock) {
    this.run = run;
    this.connector = connector;
    this.spool = spool;
    this.books = books;
    this.clock = clock;
  }

  /** How a visit ended: in that state, for that reason. */
  record Ending(RunState state, @Nullable String reason) {}

  /** Asks the visit to end in that state, after the documents that it is at. */
  void stop(RunState state) {
    asked = state;
  }

  /** Enters what has been done so far into the books. */
  void flush() throws InterruptedException {
    Settling now = settling;
    if (now != null) {
      now.flush();
    }
  }

  /**
   * Carries the run out from where it is.
   *
   * @throws dev.millrace.retrieval.store.StoreException if the database can't be reached
   * @throws SourceGoneException if the source was deleted meanwhile
   */
  Ending carryOut() throws InterruptedException {
    try {
      RunPhase phase = run.phase();
      if (phase == RunPhase.LISTING) {
        list();
        phase = books.enter(RunPhase.WORKING);
      }
      if (phase == RunPhase.WORKING) {
        work();
        phase = books.enter(RunPhase.REMOVING);
      }
      return asked == null ? remove() : stopped();
    } catch (StoppedException e) {
      return stopped();
    } catch (IOException e) {
      return new Ending(
          RunState.FAILED, e.getMessage() == null ? Unreadable.reason(e) : e.getMessage());
    }
  }

  private Ending stopped() {
    RunState state = asked == null ? RunState.QUEUED : asked;
    return new Ending(state, state == RunState.CANCELLED ? "cancelled" : null);
  }

  private void list() throws IOException, InterruptedException, StoppedException {
    RunSink sink = books.sink(() -> asked != null);
    Scan scan;
    try {
      scan = connector.scan(books.start(), sink);
    } catch (InterruptedException e) {
      sink.write(Optional.empty());
      if (asked == null) {
        throw e;
      }
      throw new StoppedException();
    }
    sink.write(Optional.empty());
    books.listed(scan);
  }

  private void work() throws InterruptedException, StoppedException {
    BlockingQueue<ItemRow> queue = new ArrayBlockingQueue<>(PAGE);
    ItemIntake intake = books.intake();
    Settling entering = books.settling();
    settling = entering;
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> working =
          IntStream.range(0, WORKERS)
              .<Future<?>>mapToObj(n -> workers.submit(() -> takeAll(queue, intake, entering)))
              .toList();
      try {
        feed(queue, working);
        for (Future<?> worker : working) {
          worker.get();
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw cause(e);
      } catch (InterruptedException e) {
        workers.shutdownNow();
        throw e;
      }
    } finally {
      settling = null;
    }
    entering.flush();
    if (asked != null) {
      throw new StoppedException();
    }
  }

  /** All that is wanted, in the order of its names, then an end for each worker. */
  private void feed(BlockingQueue<ItemRow> queue, List<Future<?>> working)
      throws InterruptedException, ExecutionException {
    String after = "";
    List<ItemRow> page;
    do {
      page = books.wanted(after, PAGE);
      for (ItemRow item : page) {
        put(queue, item, working);
        after = item.externalId();
      }
    } while (!page.isEmpty() && asked == null);
    for (int n = 0; n < WORKERS; n++) {
      put(queue, VisitBooks.END, working);
    }
  }

  /** Waits for room; a worker that failed makes none. */
  private static void put(BlockingQueue<ItemRow> queue, ItemRow item, List<Future<?>> working)
      throws InterruptedException, ExecutionException {
    while (!queue.offer(item, 1, TimeUnit.SECONDS)) {
      for (Future<?> worker : working) {
        if (worker.isDone()) {
          worker.get();
        }
      }
    }
  }

  private static RuntimeException cause(ExecutionException e) throws InterruptedException {
    if (e.getCause() instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return e.getCause() instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(e.getCause());
  }

  private @Nullable Void takeAll(BlockingQueue<ItemRow> queue, ItemIntake intake, Settling entering)
      throws InterruptedException {
    for (ItemRow item = queue.take(); !item.externalId().isEmpty(); item = queue.take()) {
      if (asked == null) {
        entering.add(take(item, intake));
      }
    }
    return null;
  }

  private Settlement take(ItemRow item, ItemIntake intake) throws InterruptedException {
    Stages stages = new Stages(clock);
    try (Fetched fetched = stages.timeReading(Stages.FETCH, () -> fetch(item))) {
      return switch (fetched) {
        case Fetched.Gone gone -> intake.books().gone(item);
        case Fetched.Refused refused -> intake.books().failed(item, refused.reason(), stages);
        case Fetched.Content content -> {
          try (Spool.Fetched file =
              stages.timeReading(Stages.FETCH, () -> spool.take(content.bytes()))) {
            yield intake.take(item, content.facts().or(item.knownFacts()), file, stages);
          }
        }
      };
    } catch (Spool.TooLargeException e) {
      return intake.books().failed(item, String.valueOf(e.getMessage()), stages);
    } catch (IOException e) {
      return intake.books().failedForNow(item, null, Unreadable.reason(e), stages);
    } catch (UncheckedIOException e) {
      return intake.books().failedForNow(item, null, "it can't be read: " + e.getMessage(), stages);
    }
  }

  private Fetched fetch(ItemRow item) throws IOException, InterruptedException {
    byte[] inline = item.inline();
    return inline != null ? Fetched.of(inline) : connector.fetch(item.item());
  }

  private Ending remove() throws InterruptedException {
    ItemIntake intake = books.intake();
    Optional<String> question = books.question();
    if (question.isPresent()) {
      return new Ending(RunState.ASKING, question.get());
    }
    Settling entering = books.settling();
    String after = "";
    List<ItemRow> page;
    do {
      page = books.toRemove(after, PAGE);
      for (ItemRow item : page) {
        entering.add(intake.remove(item, "no longer there"));
        after = item.externalId();
      }
    } while (!page.isEmpty() && asked == null);
    entering.flush();
    if (asked != null) {
      return stopped();
    }
    books.done();
    return new Ending(RunState.DONE, null);
  }

  /** Somebody has asked the visit to stop. */
  private static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1;
  }
}

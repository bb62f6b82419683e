package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.ContentHash;
import dev.millrace.ingestion.connector.FolderWalk;
import dev.millrace.ingestion.connector.Listing;
import dev.millrace.ingestion.connector.Listing.Found;
import dev.millrace.ingestion.connector.Unreadable;
import dev.millrace.ingestion.connector.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run over a place that the server reads itself: list → settle or fetch each → remove the rest.
 */
final class FolderRun implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderRun.class);
  private static final int READERS = 2;

  private final UUID runId;
  private final FolderWalk connector;
  private final DocumentIntake intake;
  private final RunLedger ledger;
  private final Spool spool;
  private volatile @Nullable RunState stopped;

  FolderRun(
      UUID runId, FolderWalk connector, DocumentIntake intake, RunLedger ledger, Spool spool) {
    this.runId = runId;
    this.connector = connector;
    this.intake = intake;
    this.ledger = ledger;
    this.spool = spool;
  }

  /** Asks the run to end in that state, after the documents that it is at. */
  void stop(RunState state) {
    stopped = state;
  }

  @Override
  public void run() {
    try {
      Listing listing = connector.list();
      ledger.found(runId, listing.items().size() + listing.unusable().size());
      listing.items().forEach(item -> intake.list(item.externalId()));
      ledger.note(runId, listing.unusable().stream().map(this::unusable).toList());
      takeAll(listing.items());
      RunState asked = stopped;
      if (asked != null) {
        end(asked, asked == RunState.CANCELLED ? "cancelled" : "the server stopped");
        return;
      }
      ledger.note(runId, intake.removeGone(name -> covered(listing.unusable(), name)));
      ledger.end(runId, RunState.DONE, null);
    } catch (IOException e) {
      end(RunState.FAILED, e.getMessage() == null ? Unreadable.reason(e) : e.getMessage());
    } catch (InterruptedException e) {
      end(RunState.INTERRUPTED, "the server stopped");
    } catch (SourceGoneException e) {
      LOG.info("run {} ends: {}", runId, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("run {} can't go on", runId, e);
      end(RunState.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void end(RunState state, String reason) {
    try {
      ledger.end(runId, state, reason);
    } catch (RuntimeException e) {
      // The database is what failed; the next run of the source finds this one left behind.
      LOG.warn("run {} could not be marked as {}: {}", runId, state.wire(), e.getMessage());
    }
  }

  private void takeAll(List<Found> items) throws InterruptedException {
    Queue<Found> waiting = new ConcurrentLinkedQueue<>(items);
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> working =
          IntStream.range(0, READERS)
              .<Future<?>>mapToObj(
                  n ->
                      readers.submit(
                          () -> {
                            takeFrom(waiting);
                            return null;
                          }))
              .toList();
      try {
        for (Future<?> reader : working) {
          reader.get();
        }
      } catch (ExecutionException e) {
        readers.shutdownNow();
        throw cause(e);
      } catch (InterruptedException e) {
        readers.shutdownNow();
        throw e;
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

  private void takeFrom(Queue<Found> waiting) throws InterruptedException {
    for (Found item = waiting.poll(); item != null && stopped == null; item = waiting.poll()) {
      ledger.note(runId, List.of(take(item)));
    }
  }

  private Outcome take(Found item) throws InterruptedException {
    String id = item.externalId();
    try {
      byte[] hash;
      try (InputStream in = connector.open(id)) {
        hash = ContentHash.of(in);
      }
      Optional<Outcome> settled = intake.settle(id, hash, intake.rights());
      if (settled.isPresent()) {
        return settled.get();
      }
      try (InputStream in = connector.open(id);
          Spool.Fetched fetched = spool.take(in)) {
        return intake.take(id, item.uri().toString(), fetched);
      }
    } catch (Spool.TooLargeException e) {
      return intake.noted(id, OutcomeKind.FAILED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return intake.noted(id, OutcomeKind.FAILED, Unreadable.reason(e));
    } catch (UncheckedIOException e) {
      return intake.noted(id, OutcomeKind.FAILED, "it can't be read: " + e.getMessage());
    }
  }

  private Outcome unusable(Unusable one) {
    OutcomeKind kind = one.failed() ? OutcomeKind.FAILED : OutcomeKind.SKIPPED;
    return intake.noted(one.externalId(), kind, one.reason());
  }

  private static boolean covered(List<Unusable> unusable, String name) {
    return unusable.stream().anyMatch(one -> one.failed() && one.covers(name));
  }
}

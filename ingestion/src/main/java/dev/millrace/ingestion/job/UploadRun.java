package dev.millrace.ingestion.job;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A run whose files a client sends: manifest → the wanted files → complete. Safe for use by many
 * threads; what ends the run waits for the files that are being taken.
 */
public final class UploadRun {
  private final UUID runId;
  private final DocumentIntake intake;
  private final RunLedger ledger;
  private final Spool spool;
  private final InstantSource clock;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, byte[]> manifest = new LinkedHashMap<>();
  private final Set<String> unsendable = new HashSet<>();
  private boolean listed;
  private volatile boolean ended;
  private volatile Instant touched;

  UploadRun(UUID runId, DocumentIntake intake, RunLedger ledger, Spool spool, InstantSource clock) {
    this.runId = runId;
    this.intake = intake;
    this.ledger = ledger;
    this.spool = spool;
    this.clock = clock;
    this.touched = clock.instant();
  }

  /**
   * What a client has.
   *
   * @param sha256 of the file's bytes, 32 bytes
   */
  public record Line(String externalId, byte[] sha256) {}

  /** Takes the list of what is there and says which files are wanted. May come in parts. */
  public List<String> manifest(List<Line> lines) throws RunEndedException {
    return working(
        () -> {
          synchronized (manifest) {
            listed = true;
            for (Line line : lines) {
              manifest.put(line.externalId(), line.sha256());
              intake.list(line.externalId());
            }
            ledger.found(runId, manifest.size() + unsendable.size());
          }
          Rights rights = intake.rights();
          List<String> wanted = new ArrayList<>();
          List<Outcome> settled = new ArrayList<>();
          for (Line line : lines) {
            Optional<Outcome> outcome = intake.settle(line.externalId(), line.sha256(), rights);
            outcome.ifPresentOrElse(settled::add, () -> wanted.add(line.externalId()));
          }
          ledger.note(runId, settled);
          return wanted;
        });
  }

  /** Whether the manifest named that file. */
  public boolean expects(String externalId) {
    synchronized (manifest) {
      return manifest.containsKey(externalId);
    }
  }

  /** Takes a file; the stream is read to its end or to the limit. */
  public Outcome take(String externalId, String uri, InputStream in)
      throws RunEndedException, IOException {
    return workingWithFile(
        () -> {
          Outcome outcome;
          try (Spool.Fetched fetched = spool.take(in)) {
            outcome = intake.take(externalId, uri, fetched);
          } catch (Spool.TooLargeException e) {
            outcome = intake.noted(externalId, OutcomeKind.FAILED, String.valueOf(e.getMessage()));
          }
          ledger.note(runId, List.of(outcome));
          return outcome;
        });
  }

  /** Notes what the client could not send. */
  public Outcome unsendable(String externalId, OutcomeKind kind, String reason)
      throws RunEndedException {
    return working(
        () -> {
          synchronized (manifest) {
            if (unsendable.add(externalId) && !manifest.containsKey(externalId)) {
              ledger.found(runId, manifest.size() + unsendable.size());
            }
          }
          Outcome outcome = intake.noted(externalId, kind, reason);
          ledger.note(runId, List.of(outcome));
          return outcome;
        });
  }

  /** Whether there was a manifest, without which nothing says what is gone. */
  public boolean isListed() {
    synchronized (manifest) {
      return listed;
    }
  }

  /** Ends the run: what the manifest did not name is removed. */
  public void complete() throws RunEndedException {
    lock.writeLock().lock();
    try {
      requireRunning();
      Rights rights = intake.rights();
      Set<String> noted = new HashSet<>(ledger.noted(runId));
      List<Outcome> missing = new ArrayList<>();
      manifest.forEach(
          (name, hash) -> {
            if (!noted.contains(name)) {
              // Asked for once more, so that a document that moved is not taken for gone.
              missing.add(
                  intake
                      .settle(name, hash, rights)
                      .orElseGet(() -> intake.noted(name, OutcomeKind.FAILED, "it was not sent")));
            }
          });
      ledger.note(runId, missing);
      ledger.note(runId, intake.removeGone(this::hidden));
      ledger.end(runId, RunState.DONE, null);
      ended = true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean hidden(String name) {
    return unsendable.stream().anyMatch(one -> name.equals(one) || name.startsWith(one + "/"));
  }

  /** Ends the run as it is, once nothing is being taken. */
  void end(RunState state, String reason) {
    lock.writeLock().lock();
    try {
      ledger.end(runId, state, reason);
      ended = true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Ends the run if nobody has touched it since then; whether it is ended now. */
  boolean endIfUntouchedSince(Instant then, String reason) {
    if (!lock.writeLock().tryLock()) {
      return false;
    }
    try {
      if (!ended && touched.isAfter(then)) {
        return false;
      }
      ledger.end(runId, RunState.INTERRUPTED, reason);
      ended = true;
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T> T working(Callable<T> work) throws RunEndedException {
    try {
      return workingWithFile(work);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T workingWithFile(Callable<T> work) throws RunEndedException, IOException {
    lock.readLock().lock();
    try {
      requireRunning();
      touched = clock.instant();
      return work.call();
    } catch (RunEndedException | IOException | RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunEndedException("the server is stopping");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      touched = clock.instant();
      lock.readLock().unlock();
    }
  }

  private void requireRunning() throws RunEndedException {
    if (ended) {
      throw new RunEndedException(
          "run " + runId + " is not under way any more: open a new one, it goes on from here");
    }
  }
}

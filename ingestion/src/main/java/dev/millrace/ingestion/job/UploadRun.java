package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A run whose files a client sends: manifest → the wanted files → complete. Safe for use by many
 * threads; what ends the run waits for the files that are being taken.
 */
public final class UploadRun {
  private static final int PAGE = 500;

  /** So often it is written down that the client is heard of, for the other nodes to see. */
  private static final Duration TOLD_EVERY = Duration.ofSeconds(5);

  private final Run run;
  private final Source source;
  private final Workplace place;
  private final ItemIntake intake;
  private final InstantSource clock;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean listed;
  private volatile boolean ended;
  private volatile Instant touched;
  private volatile Instant told;

  UploadRun(Run run, Source source, Workplace place) {
    this.run = run;
    this.source = source;
    this.place = place;
    this.clock = place.flow().clock();
    this.touched = clock.instant();
    this.told = touched;
    UUID runId = run.id();
    this.intake =
        new ItemIntake(
            source,
            place.sources(),
            place.tables().items(),
            place.corpus(),
            place.flow(),
            item -> !runId.equals(item.seenIn()));
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
          listed = true;
          List<String> wanted = new ArrayList<>();
          for (int from = 0; from < lines.size(); from += PAGE) {
            List<Line> page = lines.subList(from, Math.min(lines.size(), from + PAGE));
            tell(page);
            wanted.addAll(
                place
                    .tables()
                    .items()
                    .wanted(source.id(), page.stream().map(Line::externalId).toList()));
          }
          return wanted;
        });
  }

  private void tell(List<Line> page) throws InterruptedException {
    RunSink sink =
        new RunSink(run, source, place.flow().recipe(), place.tables(), () -> false, clock);
    for (Line line : page) {
      sink.item(
          Item.of(line.externalId(), line.externalId(), HexFormat.of().formatHex(line.sha256())));
    }
    sink.write(Optional.empty());
  }

  /** Whether the manifest named that file. */
  public boolean expects(String externalId) {
    return place
        .tables()
        .items()
        .find(source.id(), externalId)
        .filter(item -> run.id().equals(item.seenIn()))
        .isPresent();
  }

  /** Takes a file; the stream is read to its end or to the limit. */
  public Outcome take(String externalId, String uri, InputStream in)
      throws RunEndedException, IOException {
    return workingWithFile(
        () -> {
          ItemRow item =
              place
                  .tables()
                  .items()
                  .find(source.id(), externalId)
                  .map(row -> row.at(uri))
                  .orElseThrow(() -> new RunEndedException(externalId + " is not in the manifest"));
          Stages stages = new Stages(clock);
          Settlement settlement;
          try (Spool.Fetched fetched =
              stages.timeReading(Stages.FETCH, () -> place.spool().take(in))) {
            settlement = intake.take(item, Facts.NONE, fetched, stages);
          } catch (Spool.TooLargeException e) {
            settlement = intake.books().failed(item, String.valueOf(e.getMessage()), stages);
          }
          enter(settlement);
          return settlement.outcomes().stream()
              .filter(outcome -> outcome.externalId().equals(externalId))
              .findFirst()
              .orElseThrow();
        });
  }

  private void enter(Settlement settlement) throws InterruptedException {
    Settling settling =
        new Settling(run, place.tables(), place.ledger(), (position, atMost) -> false, clock);
    settling.add(settlement);
    settling.flush();
  }

  /** Notes what the client could not send. */
  public Outcome unsendable(String externalId, OutcomeKind kind, String reason)
      throws RunEndedException {
    return working(
        () -> {
          RunSink sink =
              new RunSink(run, source, place.flow().recipe(), place.tables(), () -> false, clock);
          sink.unusable(new Unusable(externalId, kind == OutcomeKind.FAILED, reason));
          sink.write(Optional.empty());
          return Outcome.noted(externalId, kind, reason, null, clock.instant());
        });
  }

  /** Whether there was a manifest, without which nothing says what is gone. */
  public boolean isListed() {
    return listed;
  }

  /**
   * Ends the run: what the manifest did not name is removed, unless that is so much that somebody
   * has to agree first.
   *
   * @return how it ended
   */
  public RunState complete() throws RunEndedException, InterruptedException {
    lock.writeLock().lock();
    try {
      requireRunning();
      notSent();
      place
          .tables()
          .together(
              () -> {
                place.tables().items().unseen(source.id(), run.id());
                place.tables().items().goneWithin(source.id());
                place.tables().runs().enter(run.id(), RunPhase.REMOVING.wire());
              });
      Run removing = place.ledger().find(run.id()).orElseThrow(SourceGoneException::new);
      SourceVisit.Ending ending =
          new SourceVisit(
                  removing,
                  new Nowhere(),
                  place.spool(),
                  new VisitBooks(removing, source, place),
                  clock)
              .carryOut();
      place.ledger().end(run.id(), ending.state(), ending.reason());
      ended = true;
      return ending.state();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void notSent() throws InterruptedException {
    String after = "";
    List<ItemRow> page;
    do {
      page = place.tables().items().withoutOutcome(source.id(), run.id(), after, PAGE);
      for (ItemRow item : page) {
        Stages stages = new Stages(clock);
        enter(
            Settlement.of(
                item, intake.books().outcome(item, OutcomeKind.FAILED, "it was not sent", stages)));
        after = item.externalId();
      }
    } while (page.size() == PAGE);
  }

  /** Ends the run as it is, once nothing is being taken. */
  void end(RunState state, String reason) {
    lock.writeLock().lock();
    try {
      place.ledger().end(run.id(), state, reason);
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
      place.ledger().end(run.id(), RunState.INTERRUPTED, reason);
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
      beat(touched);
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

  /** Another node may have taken the source over, if this one could not say so for long. */
  private void beat(Instant now) throws RunEndedException {
    if (now.isBefore(told.plus(TOLD_EVERY))) {
      return;
    }
    told = now;
    if (place.tables().runs().touch(run.id(), String.valueOf(run.node()), now) == 0) {
      ended = true;
      requireRunning();
    }
  }

  private void requireRunning() throws RunEndedException {
    if (ended) {
      throw new RunEndedException(
          "run " + run.id() + " is not under way any more: open a new one, it goes on from here");
    }
  }
}

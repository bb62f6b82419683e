package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Connector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the runs that fall to this node, says all the while that it is at them, and looks
 * what is wanted of them. Safe for use by many threads.
 */
final class RunWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWork.class);

  /** How often a node says that it is at a run, and looks what is wanted of it. */
  private static final Duration BEAT = Duration.ofMillis(500);

  private final Workplace place;
  private final String node;
  private final InstantSource clock;
  private final Map<UUID, SourceVisit> visits = new ConcurrentHashMap<>();
  private volatile boolean closing;

  RunWork(Workplace place, String node) {
    this.place = place;
    this.node = node;
    this.clock = place.flow().clock();
  }

  /**
   * Carries a run out on this thread, from where it is.
   *
   * @return whether it is to go on elsewhere or later
   */
  boolean carryOut(UUID runId) throws InterruptedException {
    Optional<Run> taken = take(runId);
    if (taken.isEmpty() || closing) {
      return closing;
    }
    Run run = taken.get();
    try {
      Source source = place.sources().find(run.sourceId()).orElseThrow(SourceGoneException::new);
      try (Connector connector =
          run.phase() == RunPhase.REMOVING ? new Nowhere() : place.sources().open(source.id())) {
        SourceVisit visit =
            new SourceVisit(
                run, connector, place.spool(), new VisitBooks(run, source, place), clock);
        return end(run, carryOut(run, visit));
      }
    } catch (SourceGoneException e) {
      LOG.info("run {} ends: {}", runId, e.getMessage());
      return false;
    } catch (RuntimeException e) {
      if (DatabaseAway.isBehind(e)) {
        throw e;
      }
      return failed(run, e);
    }
  }

  private Optional<Run> take(UUID runId) {
    Optional<Run> before = place.ledger().find(runId);
    if (before.isEmpty() || place.tables().runs().take(runId, node, clock.instant()) == 0) {
      return Optional.empty();
    }
    Run run = before.get();
    if (run.state() == RunState.RUNNING) {
      place
          .tables()
          .runs()
          .add(
              runId,
              "%s taken over by %s from %s, last heard of at %s"
                  .formatted(clock.instant(), node, run.node(), run.touchedAt()));
    }
    return place.ledger().find(runId);
  }

  private SourceVisit.Ending carryOut(Run run, SourceVisit visit) throws InterruptedException {
    visits.put(run.id(), visit);
    Thread beat = Thread.ofVirtual().name("run " + run.id()).start(() -> beat(run, visit));
    try {
      return visit.carryOut();
    } finally {
      visits.remove(run.id());
      beat.interrupt();
      beat.join();
    }
  }

  private void beat(Run run, SourceVisit visit) {
    try {
      while (true) {
        Thread.sleep(BEAT);
        try {
          if (place.tables().runs().touch(run.id(), node, clock.instant()) == 0) {
            // Ended, or taken over while this node was not heard of.
            visit.stop(RunState.INTERRUPTED);
          } else {
            wish(run.id()).ifPresent(visit::stop);
            visit.flush();
          }
        } catch (RuntimeException e) {
          LOG.warn("run {} can't be looked after: {}", run.id(), e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      // The run has ended.
    }
  }

  private Optional<RunState> wish(UUID runId) {
    return place
        .tables()
        .runs()
        .findByRunIdAndWorkspaceId(runId, place.sources().workspace().value())
        .map(RunRow::wish)
        .map(RunState::of);
  }

  /** Enters how a visit ended; whether it is to go on elsewhere or later. */
  private boolean end(Run run, SourceVisit.Ending ending) {
    RunRows rows = place.tables().runs();
    switch (ending.state()) {
      case QUEUED -> {
        rows.add(run.id(), clock.instant() + " left by " + node + ", which stopped");
        return rows.move(run.id(), "running", "running", "queued", null) > 0;
      }
      case PAUSED -> rows.move(run.id(), "running", "running", "paused", ending.reason());
      case INTERRUPTED -> LOG.info("run {} is no longer this node's", run.id());
      case RUNNING, ASKING, DONE, FAILED, CANCELLED ->
          place.ledger().end(run.id(), ending.state(), ending.reason());
    }
    return false;
  }

  private boolean failed(Run run, RuntimeException e) {
    LOG.warn("run {} can't go on", run.id(), e);
    place.ledger().end(run.id(), RunState.FAILED, String.valueOf(e.getMessage()));
    return false;
  }

  /**
   * Has a run end so, if it is under way here; documents that it is at are brought to their end.
   */
  void stop(UUID runId, RunState state) {
    SourceVisit here = visits.get(runId);
    if (here != null) {
      here.stop(state);
    }
  }

  /** Asks the runs to stop after the documents that they are at; others take them up. */
  @Override
  public void close() {
    closing = true;
    visits.values().forEach(visit -> visit.stop(RunState.QUEUED));
  }
}

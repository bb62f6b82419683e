package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.SourceKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens runs, carries those out that fall to this node, and passes on what somebody wants of one,
 * wherever it runs. Safe for use by many threads.
 */
public final class Runs implements AutoCloseable {
  /** For how long a client may be silent before somebody else may take its source over. */
  public static final Duration SILENCE = Duration.ofSeconds(60);

  private final Workplace place;
  private final String node;
  private final InstantSource clock;
  private final RunWork work;
  private final Map<UUID, UploadRun> uploads = new ConcurrentHashMap<>();
  private volatile Dispatch dispatch = Dispatch.NONE;

  /**
   * @param node this node's name, the same after each start
   */
  public Runs(Workplace place, String node) {
    this.place = place;
    this.node = node;
    this.clock = place.flow().clock();
    this.work = new RunWork(place, node);
  }

  /** Has runs carried out, by whichever node has room. */
  interface Dispatch {
    Dispatch NONE = runId -> {};

    void run(UUID runId);
  }

  void dispatchBy(Dispatch other) {
    dispatch = other;
  }

  /** What became of a run that was asked for. */
  public sealed interface Opening {
    /** It is under way. */
    record Opened(Run run) implements Opening {}

    /** Another run of the source is. */
    record UnderWay(Run run) implements Opening {}

    /** There is no such source. */
    record NoSource() implements Opening {}

    /** Sources of that kind have no runs. */
    record NoRuns(Source source) implements Opening {}
  }

  /**
   * Marks uploads as interrupted that this node was taking when it stopped. To be called before any
   * run is opened.
   *
   * @return how many there were
   */
  public int interruptLeftBehind() {
    return place
        .tables()
        .runs()
        .interruptClients(
            place.sources().workspace().value(),
            node,
            "the server that took it stopped",
            clock.instant());
  }

  /** Opens a run of a source because somebody asks for it. */
  public Opening open(UUID sourceId) {
    return open(sourceId, Trigger.ASKED);
  }

  /** Opens a run of a source. */
  Opening open(UUID sourceId, Trigger trigger) {
    Optional<Source> found = place.sources().find(sourceId);
    if (found.isEmpty()) {
      return new Opening.NoSource();
    }
    Source source = found.get();
    boolean possible = source.kind().visited() || trigger == Trigger.ASKED;
    if (source.kind() == SourceKind.PUSH || !possible) {
      return new Opening.NoRuns(source);
    }
    place.ledger().underWay(sourceId).ifPresent(this::takeOver);
    Trigger cause = source.kind() == SourceKind.UPLOAD ? Trigger.CLIENT : trigger;
    Optional<Run> opened = place.ledger().open(sourceId, cause, node);
    if (opened.isEmpty()) {
      return place
          .ledger()
          .underWay(sourceId)
          .<Opening>map(Opening.UnderWay::new)
          .orElseGet(Opening.NoSource::new);
    }
    place.sources().finishRelabelling(source);
    Run run = opened.get();
    if (cause == Trigger.CLIENT) {
      uploads.put(run.id(), new UploadRun(run, source, place));
    } else {
      dispatch.run(run.id());
    }
    return new Opening.Opened(run);
  }

  /** Ends an upload that nobody carries on. Other runs are carried on by themselves. */
  private void takeOver(Run run) {
    if (run.trigger() != Trigger.CLIENT) {
      return;
    }
    UploadRun upload = uploads.get(run.id());
    Instant silentSince = clock.instant().minus(SILENCE);
    String silent =
        "its client was silent for " + SILENCE.toSeconds() + " s; another run took over";
    if (upload != null) {
      if (upload.endIfUntouchedSince(silentSince, silent)) {
        uploads.remove(run.id());
      }
    } else if (node.equals(run.node()) || !heardSince(run, silentSince)) {
      place.ledger().end(run.id(), RunState.INTERRUPTED, silent);
    }
  }

  private static boolean heardSince(Run run, Instant then) {
    Instant touched = run.touchedAt();
    return touched != null && touched.isAfter(then);
  }

  /**
   * Carries a run out on this thread, from where it is.
   *
   * @return whether it is to go on elsewhere or later
   */
  boolean carryOut(UUID runId) throws InterruptedException {
    return work.carryOut(runId);
  }

  /**
   * The run as its client feeds it.
   *
   * @throws RunEndedException if no upload of that id is under way
   */
  public UploadRun upload(UUID runId) throws RunEndedException {
    UploadRun upload = uploads.get(runId);
    if (upload == null) {
      throw new RunEndedException(
          "run " + runId + " is no upload that is under way: open a run, it goes on from there");
    }
    return upload;
  }

  /**
   * Ends an upload: what its manifest did not name is removed, unless somebody has to agree first.
   *
   * @throws RunEndedException if no upload of that id is under way
   */
  public void complete(UUID runId) throws RunEndedException, InterruptedException {
    upload(runId).complete();
    uploads.remove(runId);
  }

  /** Asks a run to end as it is; documents that it is at are brought to their end. */
  public void cancel(Run run) {
    UploadRun upload = uploads.remove(run.id());
    if (upload != null) {
      upload.end(RunState.CANCELLED, "cancelled");
    } else if (run.state() != RunState.RUNNING || run.trigger() == Trigger.CLIENT) {
      place.ledger().end(run.id(), RunState.CANCELLED, "cancelled");
    } else {
      want(run, RunState.CANCELLED);
    }
  }

  /** Stops a run for the time being; whether it is one that can be. */
  public boolean pause(Run run) {
    if (run.trigger() == Trigger.CLIENT) {
      return false;
    }
    if (place.tables().runs().move(run.id(), "queued", "queued", "paused", null) > 0) {
      return true;
    }
    return want(run, RunState.PAUSED);
  }

  private boolean want(Run run, RunState state) {
    work.stop(run.id(), state);
    return place.tables().runs().wish(run.id(), state.wire()) > 0;
  }

  /** Lets a paused run go on; whether it was paused. */
  public boolean resume(Run run) {
    return place.tables().runs().move(run.id(), "paused", "paused", "queued", null) > 0
        && dispatched(run);
  }

  /**
   * Agrees to what a run removes.
   *
   * @return whether it asked, and goes on now
   */
  public boolean confirm(Run run) {
    if (run.state() != RunState.ASKING || place.ledger().underWay(run.sourceId()).isPresent()) {
      return false;
    }
    place.tables().runs().mayRemove(run.id());
    place.tables().runs().add(run.id(), clock.instant() + " its removals were confirmed");
    return place.tables().runs().move(run.id(), "asking", "asking", "queued", null) > 0
        && dispatched(run);
  }

  private boolean dispatched(Run run) {
    dispatch.run(run.id());
    return true;
  }

  /** Asks the run of a source that is under way, if there is one, to end as it is. */
  public void cancelRunOf(UUID sourceId) {
    place.ledger().underWay(sourceId).ifPresent(this::cancel);
  }

  /** Asks this node's runs to stop after the documents that they are at; others take them up. */
  @Override
  public void close() {
    work.close();
    uploads.values().forEach(run -> run.end(RunState.INTERRUPTED, "the server stopped"));
  }
}

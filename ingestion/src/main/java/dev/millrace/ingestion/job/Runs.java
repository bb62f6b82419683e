package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.FolderWalk;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.CorpusWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs that this process carries out: those of folder sources by itself, in the background, those
 * of upload sources as their client sends. Safe for use by many threads.
 */
public final class Runs implements AutoCloseable {
  /** For how long a client may be silent before somebody else may take its source over. */
  public static final Duration SILENCE = Duration.ofSeconds(60);

  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Sources sources;
  private final RunLedger ledger;
  private final CorpusWriter corpus;
  private final IngestFlow flow;
  private final Spool spool;
  private final InstantSource clock;
  private final Map<UUID, FolderRun> folders = new ConcurrentHashMap<>();
  private final Map<UUID, UploadRun> uploads = new ConcurrentHashMap<>();
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

  public Runs(
      Sources sources,
      RunLedger ledger,
      CorpusWriter corpus,
      IngestFlow flow,
      Spool spool,
      InstantSource clock) {
    this.sources = sources;
    this.ledger = ledger;
    this.corpus = corpus;
    this.flow = flow;
    this.spool = spool;
    this.clock = clock;
  }

  /** What became of a run that was asked for. */
  public sealed interface Opening {
    /** It is under way. */
    record Opened(Run run) implements Opening {}

    /** Another run of the source is, and its client is there. */
    record UnderWay(Run run) implements Opening {}

    /** There is no such source. */
    record NoSource() implements Opening {}

    /** Sources of that kind have no runs. */
    record NoRuns(Source source) implements Opening {}
  }

  /**
   * Marks runs as interrupted that a process which is gone has left behind. To be called before any
   * run is opened.
   *
   * @return how many there were
   */
  public int interruptLeftBehind() {
    return ledger.interruptAll("the server that carried it out stopped");
  }

  /** Opens a run of a source. */
  public Opening open(UUID sourceId) {
    Optional<Source> found = sources.find(sourceId);
    if (found.isEmpty()) {
      return new Opening.NoSource();
    }
    Source source = found.get();
    if (source.kind() == SourceKind.PUSH) {
      return new Opening.NoRuns(source);
    }
    ledger.running(sourceId).ifPresent(this::takeOver);
    Optional<Run> opened = ledger.open(sourceId);
    if (opened.isEmpty()) {
      return ledger
          .running(sourceId)
          .<Opening>map(Opening.UnderWay::new)
          .orElseGet(Opening.NoSource::new);
    }
    start(source, opened.get());
    return new Opening.Opened(opened.get());
  }

  private void start(Source source, Run run) {
    DocumentIntake intake =
        new DocumentIntake(
            source,
            sources.rightsOf(source.id()),
            new Reconciliation(corpus.known(source.workspace(), source.id())),
            corpus,
            flow,
            clock);
    if (source.kind() == SourceKind.UPLOAD) {
      uploads.put(run.id(), new UploadRun(run.id(), intake, ledger, spool, clock));
      return;
    }
    Path path = Path.of(source.settings().getOrDefault(Source.PATH, ""));
    FolderRun work = new FolderRun(run.id(), new FolderWalk(path), intake, ledger, spool);
    folders.put(run.id(), work);
    background.execute(
        () -> {
          try {
            work.run();
          } finally {
            folders.remove(run.id());
          }
        });
  }

  /** Ends a run that nobody carries on. */
  private void takeOver(Run run) {
    UploadRun upload = uploads.get(run.id());
    if (folders.containsKey(run.id())) {
      return;
    }
    if (upload == null) {
      ledger.end(run.id(), RunState.INTERRUPTED, "nobody carried it on");
    } else if (upload.endIfUntouchedSince(
        clock.instant().minus(SILENCE),
        "its client was silent for " + SILENCE.toSeconds() + " s; another run took over")) {
      uploads.remove(run.id());
    }
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
   * Ends an upload: what its manifest did not name is removed.
   *
   * @throws RunEndedException if no upload of that id is under way
   */
  public void complete(UUID runId) throws RunEndedException {
    upload(runId).complete();
    uploads.remove(runId);
  }

  /** Asks a run to end as it is; documents that it is at are brought to their end. */
  public void cancel(Run run) {
    FolderRun folder = folders.get(run.id());
    UploadRun upload = uploads.remove(run.id());
    if (folder != null) {
      folder.stop(RunState.CANCELLED);
    } else if (upload != null) {
      upload.end(RunState.CANCELLED, "cancelled");
    } else {
      ledger.end(run.id(), RunState.CANCELLED, "cancelled");
    }
  }

  /** Asks the run of a source that is under way, if there is one, to end as it is. */
  public void cancelRunOf(UUID sourceId) {
    ledger.running(sourceId).ifPresent(this::cancel);
  }

  /** Ends all runs as interrupted, waiting for the documents that they are at, 15 s at most. */
  @Override
  public void close() {
    folders.values().forEach(run -> run.stop(RunState.INTERRUPTED));
    uploads.values().forEach(run -> run.end(RunState.INTERRUPTED, "the server stopped"));
    background.shutdown();
    try {
      if (!background.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      background.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The books of a workspace's runs: what ran, how far it came, what became of each document. */
public final class RunLedger {
  private static final int BATCH = 1_000;

  private final RunRows runs;
  private final OutcomeRows outcomes;
  private final WorkspaceId workspace;
  private final InstantSource clock;

  /** The books of a workspace. */
  public RunLedger(JobTables tables, WorkspaceId workspace, InstantSource clock) {
    this.runs = tables.runs();
    this.outcomes = tables.outcomes();
    this.workspace = workspace;
    this.clock = clock;
  }

  /** Opens a run; empty if one of that source is under way. */
  Optional<Run> open(UUID sourceId, Trigger trigger, String node) {
    UUID id = UUID.randomUUID();
    RunState state = trigger == Trigger.CLIENT ? RunState.RUNNING : RunState.QUEUED;
    RunPhase phase = trigger == Trigger.RETRY ? RunPhase.WORKING : RunPhase.LISTING;
    int opened =
        runs.open(
            id,
            workspace.value(),
            sourceId,
            state.wire(),
            phase.wire(),
            trigger.wire(),
            node,
            clock.instant());
    if (opened == 0) {
      return Optional.empty();
    }
    if (trigger != Trigger.RETRY) {
      runs.supersede(sourceId, id, clock.instant());
    }
    return find(id);
  }

  Optional<Run> underWay(UUID sourceId) {
    return runs.underWay(sourceId).map(RunRow::run);
  }

  /** Ends a run, unless it has ended; whether it hadn't. */
  boolean end(UUID runId, RunState state, @Nullable String reason) {
    return runs.end(runId, state.wire(), reason, clock.instant()) > 0;
  }

  void note(UUID runId, List<Outcome> some) {
    List<OutcomeRow> rows = some.stream().map(one -> OutcomeRow.of(runId, workspace, one)).toList();
    for (int from = 0; from < rows.size(); from += BATCH) {
      outcomes.note(rows.subList(from, Math.min(rows.size(), from + BATCH)));
    }
  }

  /** A run as it stands. */
  public Optional<Run> find(UUID runId) {
    return runs.findByRunIdAndWorkspaceId(runId, workspace.value()).map(RunRow::run);
  }

  /** Runs of a source or of all, newest first, from before that run on. */
  public List<Run> page(Optional<UUID> sourceId, Optional<UUID> before, int limit) {
    return runs.page(workspace.value(), sourceId.orElse(null), before.orElse(null), limit).stream()
        .map(RunRow::run)
        .toList();
  }

  /** How far a run has come. */
  public RunProgress progress(Run run) {
    Map<OutcomeKind, Integer> counts = new EnumMap<>(OutcomeKind.class);
    long position = 0;
    for (OutcomeCount count : outcomes.counts(run.id())) {
      counts.put(OutcomeKind.of(count.outcome()), Math.toIntExact(count.count()));
      position = Math.max(position, count.position() == null ? 0 : count.position());
    }
    return RunProgress.of(run, counts, position, clock.instant());
  }

  /**
   * Milliseconds that a run's documents spent in each stage, added up, in the order of the stages.
   * Documents are worked on side by side, so these are more than the run took.
   */
  public Map<String, Long> stages(UUID runId) {
    Map<String, Long> found = new LinkedHashMap<>();
    outcomes.stages(runId).forEach(stage -> found.put(stage.stage(), stage.ms()));
    Map<String, Long> ordered = new LinkedHashMap<>();
    for (String stage : Stages.ORDER) {
      Long ms = found.remove(stage);
      if (ms != null) {
        ordered.put(stage, ms);
      }
    }
    ordered.putAll(found);
    return ordered;
  }

  /** A run's outcomes in the order of the external ids, from after that one on. */
  public List<Outcome> outcomes(
      UUID runId, OutcomeFilter filter, Optional<String> after, int limit) {
    return outcomes
        .page(
            runId,
            filter.kind().map(OutcomeKind::wire).orElse(null),
            filter.reason().orElse(null),
            after.orElse(""),
            limit)
        .stream()
        .map(OutcomeRow::asOutcome)
        .toList();
  }

  /** How many of a run's documents had an outcome for one reason. */
  public record ReasonCount(OutcomeKind kind, String reason, long count) {}

  /** The most frequent reasons of a run's outcomes, of one kind or of all. */
  public List<ReasonCount> reasons(UUID runId, Optional<OutcomeKind> kind, int limit) {
    return outcomes.reasons(runId, kind.map(OutcomeKind::wire).orElse(null), limit).stream()
        .map(row -> new ReasonCount(OutcomeKind.of(row.outcome()), row.reason(), row.count()))
        .toList();
  }

  /** What a run made of a document. */
  public record LastOutcome(UUID runId, Outcome outcome) {}

  /** What the newest run that dealt with a document of a source made of it. */
  public Optional<LastOutcome> lastOutcome(UUID sourceId, String externalId) {
    return outcomes
        .last(sourceId, workspace.value(), externalId)
        .map(row -> new LastOutcome(row.runId(), row.asOutcome()));
  }

  /**
   * The run in which a document was changed at a log position; empty if that was no run's doing (it
   * was pushed, or its source's readers were changed) or the same run has changed it again since.
   */
  public Optional<UUID> runThatChanged(UUID documentId, long position) {
    return outcomes.at(workspace.value(), position, documentId).map(OutcomeRow::runId);
  }
}

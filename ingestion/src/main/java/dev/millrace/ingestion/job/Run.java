package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a source.
 *
 * @param reason why it failed, asks, was cancelled or was interrupted; null otherwise
 * @param total documents found so far; null before the first
 * @param node the node that carries it out, or did last; null before the first
 * @param touchedAt when that node last said that it does; null before the first
 * @param notes what happened to it that people want to know, oldest first
 */
public record Run(
    UUID id,
    UUID sourceId,
    RunState state,
    RunPhase phase,
    Trigger trigger,
    @Nullable String reason,
    @Nullable Integer total,
    @Nullable String node,
    @Nullable Instant touchedAt,
    List<String> notes,
    Instant startedAt,
    @Nullable Instant finishedAt) {
  public Run {
    requireNonNull(id, "id");
    requireNonNull(sourceId, "sourceId");
    requireNonNull(state, "state");
    requireNonNull(phase, "phase");
    requireNonNull(trigger, "trigger");
    notes = List.copyOf(notes);
    requireNonNull(startedAt, "startedAt");
  }
}

package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a source.
 *
 * @param reason why it failed, was cancelled or was interrupted; null otherwise
 * @param total files found; null while it is still listing
 */
public record Run(
    UUID id,
    UUID sourceId,
    RunState state,
    @Nullable String reason,
    @Nullable Integer total,
    Instant startedAt,
    @Nullable Instant finishedAt) {
  public Run {
    requireNonNull(id, "id");
    requireNonNull(sourceId, "sourceId");
    requireNonNull(state, "state");
    requireNonNull(startedAt, "startedAt");
  }
}

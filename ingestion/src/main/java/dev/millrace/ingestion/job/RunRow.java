package dev.millrace.ingestion.job;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as it is stored. */
@MappedEntity("run")
record RunRow(
    @Id UUID runId,
    int workspaceId,
    UUID sourceId,
    String state,
    @Nullable String reason,
    @Nullable Integer total,
    Instant startedAt,
    @Nullable Instant finishedAt) {
  Run run() {
    return new Run(runId, sourceId, RunState.of(state), reason, total, startedAt, finishedAt);
  }
}

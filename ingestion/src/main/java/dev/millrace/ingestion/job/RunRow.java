package dev.millrace.ingestion.job;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as it is stored. See the table's description. */
@MappedEntity("run")
record RunRow(
    @Id UUID runId,
    int workspaceId,
    UUID sourceId,
    String state,
    String phase,
    String trigger,
    @Nullable String reason,
    @Nullable Integer total,
    @Nullable String node,
    @Nullable Instant touchedAt,
    @Nullable String wish,
    @Nullable String cursor,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> notes,
    boolean mayRemove,
    Instant startedAt,
    @Nullable Instant finishedAt) {
  Run run() {
    return new Run(
        runId,
        sourceId,
        RunState.of(state),
        RunPhase.of(phase),
        Trigger.of(trigger),
        reason,
        total,
        node,
        touchedAt,
        notes,
        startedAt,
        finishedAt);
  }
}

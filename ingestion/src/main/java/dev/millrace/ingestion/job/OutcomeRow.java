package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An outcome as it is stored: a document has one in a run, the last. */
@MappedEntity("outcome")
record OutcomeRow(
    @Id UUID runId,
    String externalId,
    int workspaceId,
    @Nullable UUID documentId,
    String outcome,
    @Nullable String reason,
    @TypeDef(type = DataType.JSON) Map<String, Long> stages,
    long ms,
    @Nullable Long position,
    Instant at) {
  static OutcomeRow of(UUID runId, WorkspaceId workspace, Outcome outcome) {
    return new OutcomeRow(
        runId,
        outcome.externalId(),
        workspace.value(),
        outcome.documentId(),
        outcome.kind().wire(),
        outcome.reason(),
        outcome.stages(),
        outcome.ms(),
        outcome.position().isPresent() ? outcome.position().getAsLong() : null,
        outcome.at());
  }

  Outcome asOutcome() {
    return new Outcome(
        externalId,
        OutcomeKind.of(outcome),
        reason,
        documentId,
        null,
        stages,
        ms,
        position == null ? OptionalLong.empty() : OptionalLong.of(position),
        at);
  }
}

package dev.millrace.app.golden;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code golden_run}.
 *
 * @param without names with commas between them
 * @param counts JSON
 * @param measures JSON
 */
@MappedEntity("golden_run")
record GoldenRunRow(
    @Id UUID runId,
    int workspaceId,
    UUID setId,
    String content,
    String mode,
    String without,
    int depth,
    int generationId,
    String generation,
    long firstPosition,
    long lastPosition,
    String ranBy,
    Instant at,
    long ms,
    String counts,
    String measures) {}

package dev.millrace.app.golden;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * A row of {@code golden_result}.
 *
 * @param result a {@link GoldenResult} as JSON
 */
@MappedEntity("golden_result")
record GoldenResultRow(
    @Id UUID runId, int ordinal, int workspaceId, String questionId, String result) {}

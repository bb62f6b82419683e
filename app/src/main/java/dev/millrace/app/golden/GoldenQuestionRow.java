package dev.millrace.app.golden;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * A row of {@code golden_question}.
 *
 * @param line a {@link GoldenLine} as JSON
 */
@MappedEntity("golden_question")
record GoldenQuestionRow(
    @Id UUID setId, int ordinal, int workspaceId, String questionId, String line) {}

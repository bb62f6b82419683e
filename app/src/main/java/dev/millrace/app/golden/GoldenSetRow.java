package dev.millrace.app.golden;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code golden_set}. */
@MappedEntity("golden_set")
record GoldenSetRow(
    @Id UUID setId,
    int workspaceId,
    String name,
    int questions,
    String content,
    String writtenBy,
    Instant createdAt,
    Instant updatedAt) {
  GoldenSet toSet() {
    return new GoldenSet(setId, name, questions, content, writtenBy, createdAt, updatedAt);
  }
}

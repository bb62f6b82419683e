package dev.millrace.orchestration.conversation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is stored.
 *
 * @param documents ids with commas between them
 */
@MappedEntity("message")
record MessageRow(
    @Id UUID messageId,
    int workspaceId,
    UUID conversationId,
    int ordinal,
    String role,
    String content,
    @Nullable String answer,
    int sensitivity,
    String documents,
    Instant createdAt) {}

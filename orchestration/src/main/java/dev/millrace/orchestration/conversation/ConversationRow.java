package dev.millrace.orchestration.conversation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A conversation as it is stored. */
@MappedEntity("conversation")
record ConversationRow(
    @Id UUID conversationId,
    int workspaceId,
    String owner,
    String title,
    Instant createdAt,
    Instant updatedAt) {
  Conversation conversation() {
    return new Conversation(conversationId, title, createdAt, updatedAt);
  }
}

package dev.millrace.orchestration.conversation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * One user's exchange with Millrace.
 *
 * @param title the beginning of the first question
 */
public record Conversation(UUID id, String title, Instant createdAt, Instant updatedAt) {
  public Conversation {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(updatedAt, "updatedAt");
  }
}

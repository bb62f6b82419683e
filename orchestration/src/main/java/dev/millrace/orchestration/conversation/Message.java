package dev.millrace.orchestration.conversation;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A message of a stored conversation.
 *
 * @param id an answer's id, where it is one
 * @param ordinal place in the conversation, from 0
 * @param text what was asked or answered
 * @param details JSON of an answer without its text; empty for a question
 * @param sensitivity of the most sensitive evidence in it
 * @param documents that it was made of
 */
public record Message(
    UUID id,
    int ordinal,
    Role role,
    String text,
    Optional<String> details,
    Sensitivity sensitivity,
    Set<UUID> documents,
    Instant at) {
  public Message {
    requireNonNull(id, "id");
    requireNonNull(role, "role");
    requireNonNull(text, "text");
    requireNonNull(details, "details");
    requireNonNull(sensitivity, "sensitivity");
    documents = Set.copyOf(documents);
    requireNonNull(at, "at");
  }

  /** The same without what it says: for somebody who may no longer read a document of it. */
  Message withheld() {
    return new Message(id, ordinal, role, "", Optional.empty(), sensitivity, Set.of(), at);
  }

  /** Whether its text is kept from who reads it. */
  public boolean isWithheld() {
    return text.isEmpty();
  }
}

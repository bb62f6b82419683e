package dev.millrace.orchestration.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a model is asked.
 *
 * @param messages the conversation, oldest first, not empty
 */
public record ModelRequest(List<ChatMessage> messages, Sampling sampling) {
  public ModelRequest {
    messages = List.copyOf(messages);
    requireNonNull(sampling, "sampling");
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a request has at least one message");
    }
  }
}

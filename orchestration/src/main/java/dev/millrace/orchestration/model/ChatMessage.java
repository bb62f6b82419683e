package dev.millrace.orchestration.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One message of a conversation.
 *
 * @param text may be empty
 * @param images only of {@link Role#USER}
 */
public record ChatMessage(Role role, String text, List<Image> images) {
  public ChatMessage {
    requireNonNull(role, "role");
    requireNonNull(text, "text");
    images = List.copyOf(images);
    if (role != Role.USER && !images.isEmpty()) {
      throw new IllegalArgumentException("only a user's message carries images");
    }
  }

  public static ChatMessage system(String text) {
    return new ChatMessage(Role.SYSTEM, text, List.of());
  }

  public static ChatMessage user(String text) {
    return new ChatMessage(Role.USER, text, List.of());
  }

  public static ChatMessage assistant(String text) {
    return new ChatMessage(Role.ASSISTANT, text, List.of());
  }
}

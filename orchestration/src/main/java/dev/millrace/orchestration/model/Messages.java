package dev.millrace.orchestration.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/** Our messages as LangChain4j's. */
final class Messages {
  private Messages() {}

  /**
   * The messages in their order; those that say nothing are left out, since providers refuse them.
   */
  static List<dev.langchain4j.data.message.ChatMessage> of(ModelRequest request) {
    List<dev.langchain4j.data.message.ChatMessage> messages = new ArrayList<>();
    for (ChatMessage message : request.messages()) {
      if (message.text().isBlank() && message.images().isEmpty()) {
        continue;
      }
      messages.add(
          switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
            case USER -> UserMessage.from(contents(message));
          });
    }
    return messages;
  }

  private static List<Content> contents(ChatMessage message) {
    List<Content> contents = new ArrayList<>();
    if (!message.text().isBlank()) {
      contents.add(TextContent.from(message.text()));
    }
    for (Image image : message.images()) {
      contents.add(
          switch (image) {
            case Image.Inline(String type, String base64) -> ImageContent.from(base64, type);
            case Image.Remote remote -> ImageContent.from(remote.url());
          });
    }
    return contents;
  }
}

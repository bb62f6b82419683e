package dev.millrace.app.console;

import dev.millrace.app.console.AskPage.ConversationList;
import dev.millrace.app.console.AskPage.Exchange;
import dev.millrace.orchestration.conversation.Conversation;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.conversation.Message;
import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.corpus.Viewer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Conversations as pages show them. */
@Singleton
final class ConversationPages {
  private static final int LISTED = 50;

  /** The last messages of a conversation that are shown; earlier ones are kept. */
  private static final int SHOWN = 100;

  private final Conversations conversations;

  ConversationPages(Conversations conversations) {
    this.conversations = conversations;
  }

  ConversationList list(Viewer viewer, @Nullable UUID open) {
    return new ConversationList(
        conversations.page(viewer, Optional.empty(), LISTED).stream()
            .map(one -> new AskPage.Item(one.id(), one.title()))
            .toList(),
        open);
  }

  Optional<Conversation> find(Viewer viewer, UUID id) {
    return conversations.find(viewer, id);
  }

  /** What was said in a conversation, oldest first. */
  List<Exchange> exchanges(Viewer viewer, Conversation conversation) {
    List<Exchange> exchanges = new ArrayList<>();
    String question = "";
    for (Message message : conversations.last(viewer, conversation, SHOWN)) {
      if (message.role() == Role.USER) {
        question = message.text();
      } else {
        exchanges.add(
            new Exchange(question, message.isWithheld() ? null : AnswerParts.of(message)));
      }
    }
    return exchanges;
  }
}

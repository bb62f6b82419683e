package dev.millrace.app.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asking.
 *
 * @param current the conversation that is open; null for a new one
 * @param exchanges what was said in it
 */
record AskPage(
    Shell shell,
    ConversationList conversations,
    @Nullable UUID current,
    String title,
    List<Exchange> exchanges) {
  /** The visitor's conversations, last used first. */
  record ConversationList(List<Item> items, @Nullable UUID current) {
    ConversationList {
      items = List.copyOf(items);
    }
  }

  /** A conversation. */
  record Item(UUID id, String title) {}

  /**
   * A question with its answer.
   *
   * @param answer null if it is withheld
   */
  record Exchange(String question, @Nullable AnswerPart answer) {}

  AskPage {
    exchanges = List.copyOf(exchanges);
  }
}

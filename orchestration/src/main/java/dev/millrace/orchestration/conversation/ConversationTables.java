package dev.millrace.orchestration.conversation;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;

/** The tables of conversations. Nobody else needs to know what is in them. */
@Singleton
public final class ConversationTables {
  private final ConversationRows conversations;
  private final MessageRows messages;
  private final TransactionOperations<Connection> transactions;

  ConversationTables(
      ConversationRows conversations,
      MessageRows messages,
      TransactionOperations<Connection> transactions) {
    this.conversations = conversations;
    this.messages = messages;
    this.transactions = transactions;
  }

  ConversationRows conversations() {
    return conversations;
  }

  MessageRows messages() {
    return messages;
  }

  TransactionOperations<Connection> transactions() {
    return transactions;
  }
}

package dev.millrace.ingestion.connector.kafka;

import dev.millrace.ingestion.connector.Facts;
import java.util.Optional;

/** What a message of a topic means. */
sealed interface Message {
  /**
   * A document, new or changed.
   *
   * @param content in the form that the facts' media type says
   */
  record Document(String externalId, Optional<String> uri, byte[] content, Facts facts)
      implements Message {}

  /** A document is no longer there. */
  record Removal(String externalId) implements Message {}

  /**
   * It can't be understood.
   *
   * @param externalId of the document that it is about; empty if that can't be told either
   */
  record Malformed(Optional<String> externalId, String reason) implements Message {}
}

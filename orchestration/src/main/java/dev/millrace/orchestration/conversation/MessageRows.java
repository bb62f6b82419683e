package dev.millrace.orchestration.conversation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of messages and of what people thought of them. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MessageRows extends GenericRepository<MessageRow, UUID> {
  /** Adds a message at the end. The conversation's row is locked by who adds. */
  @Query(
      """
      INSERT INTO message (message_id, workspace_id, conversation_id, ordinal, role, content, answer, receipt,
        sensitivity, documents, created_at)
      SELECT :messageId, :workspaceId, :conversationId,
        (SELECT count(*) FROM message WHERE conversation_id = :conversationId), :role, :content,
        CAST(:answer AS jsonb), CAST(:receipt AS text), :sensitivity, CAST(:documents AS uuid[]), :createdAt
      """)
  void add(
      UUID messageId,
      int workspaceId,
      UUID conversationId,
      String role,
      String content,
      @Nullable String answer,
      @Nullable String receipt,
      int sensitivity,
      String documents,
      Instant createdAt);

  /** Of an answer in a conversation of that owner's. */
  @Query(
      """
      SELECT m.receipt, array_to_string(m.documents, ',') AS documents
      FROM message m JOIN conversation c ON c.conversation_id = m.conversation_id
      WHERE m.message_id = :answerId AND m.receipt IS NOT NULL AND c.workspace_id = :workspaceId AND c.owner = :owner
      """)
  Optional<KeptReceipt> receipt(UUID answerId, int workspaceId, String owner);

  /** In order, from after that place on. */
  @Query(
      """
      SELECT message_id, workspace_id, conversation_id, ordinal, role, content, CAST(answer AS text) AS answer,
        sensitivity, array_to_string(documents, ',') AS documents, created_at
      FROM message WHERE conversation_id = :conversationId AND ordinal > :after ORDER BY ordinal LIMIT :limit
      """)
  List<MessageRow> page(UUID conversationId, int after, int limit);

  /** The last ones, newest first. */
  @Query(
      """
      SELECT message_id, workspace_id, conversation_id, ordinal, role, content, CAST(answer AS text) AS answer,
        sensitivity, array_to_string(documents, ',') AS documents, created_at
      FROM message WHERE conversation_id = :conversationId ORDER BY ordinal DESC LIMIT :limit
      """)
  List<MessageRow> last(UUID conversationId, int limit);

  /** Notes what the owner of the conversation thinks of an answer in it; 0 if it isn't his. */
  @Query(
      """
      INSERT INTO feedback (answer_id, workspace_id, owner, rating, comment, at)
      SELECT m.message_id, m.workspace_id, c.owner, :rating, :comment, :at
      FROM message m JOIN conversation c ON c.conversation_id = m.conversation_id
      WHERE m.message_id = :answerId AND m.role = 'assistant' AND c.workspace_id = :workspaceId AND c.owner = :owner
      ON CONFLICT (answer_id, owner) DO UPDATE SET rating = excluded.rating, comment = excluded.comment,
        at = excluded.at
      """)
  int rate(
      UUID answerId,
      int workspaceId,
      String owner,
      String rating,
      @Nullable String comment,
      Instant at);
}

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

/** The table of conversations. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ConversationRows extends GenericRepository<ConversationRow, UUID> {
  /**
   * Makes the conversation, or notes that it goes on; 0 if it is somebody else's. Locks the row, so
   * that what is added next has its place.
   */
  @Query(
      """
      INSERT INTO conversation (conversation_id, workspace_id, owner, title, created_at, updated_at)
      VALUES (:conversationId, :workspaceId, :owner, :title, :at, :at)
      ON CONFLICT (conversation_id) DO UPDATE SET updated_at = excluded.updated_at
      WHERE conversation.workspace_id = excluded.workspace_id AND conversation.owner = excluded.owner
      """)
  int touch(UUID conversationId, int workspaceId, String owner, String title, Instant at);

  /** Notes that it goes on; 0 if there is none, or it is somebody else's. Locks the row too. */
  @Query(
      """
      UPDATE conversation SET updated_at = :at
      WHERE conversation_id = :conversationId AND workspace_id = :workspaceId AND owner = :owner
      """)
  int goOn(UUID conversationId, int workspaceId, String owner, Instant at);

  @Query(
      """
      SELECT * FROM conversation
      WHERE conversation_id = :conversationId AND workspace_id = :workspaceId AND owner = :owner
      """)
  Optional<ConversationRow> find(UUID conversationId, int workspaceId, String owner);

  /** Last used first, from before that one on. */
  @Query(
      """
      SELECT * FROM conversation
      WHERE workspace_id = :workspaceId AND owner = :owner
        AND (CAST(:before AS uuid) IS NULL OR (updated_at, conversation_id) <
          (SELECT updated_at, conversation_id FROM conversation WHERE conversation_id = CAST(:before AS uuid)))
      ORDER BY updated_at DESC, conversation_id DESC LIMIT :limit
      """)
  List<ConversationRow> page(int workspaceId, String owner, @Nullable UUID before, int limit);

  @Query(
      """
      DELETE FROM conversation
      WHERE conversation_id = :conversationId AND workspace_id = :workspaceId AND owner = :owner
      """)
  int delete(UUID conversationId, int workspaceId, String owner);
}

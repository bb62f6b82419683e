package dev.millrace.app.golden;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables of sets and their questions. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface GoldenSetRows extends GenericRepository<GoldenSetRow, UUID> {
  /** Makes the set or gives it other questions; locks its row. */
  @Query(
      """
      INSERT INTO golden_set (set_id, workspace_id, name, questions, content, written_by, created_at, updated_at)
      VALUES (:setId, :workspaceId, :name, :questions, :content, :writtenBy, :at, :at)
      ON CONFLICT (workspace_id, name) DO UPDATE SET questions = excluded.questions, content = excluded.content,
        written_by = excluded.written_by, updated_at = excluded.updated_at
      """)
  void put(
      UUID setId,
      int workspaceId,
      String name,
      int questions,
      String content,
      String writtenBy,
      Instant at);

  Optional<GoldenSetRow> findByWorkspaceIdAndName(int workspaceId, String name);

  Optional<GoldenSetRow> findByWorkspaceIdAndSetId(int workspaceId, UUID setId);

  /** The same, and until the transaction ends nobody gives the set other questions. */
  @Query("SELECT * FROM golden_set WHERE workspace_id = :workspaceId AND name = :name FOR SHARE")
  Optional<GoldenSetRow> hold(int workspaceId, String name);

  /** In the order of their names, from after that one on. */
  @Query(
      """
      SELECT * FROM golden_set WHERE workspace_id = :workspaceId AND name COLLATE "C" > :after COLLATE "C"
      ORDER BY name COLLATE "C" LIMIT :limit
      """)
  List<GoldenSetRow> page(int workspaceId, String after, int limit);

  @Query("DELETE FROM golden_set WHERE workspace_id = :workspaceId AND name = :name")
  int delete(int workspaceId, String name);

  @Query("DELETE FROM golden_question WHERE set_id = :setId")
  void deleteQuestions(UUID setId);
}

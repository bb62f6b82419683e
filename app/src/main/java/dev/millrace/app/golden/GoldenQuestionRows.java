package dev.millrace.app.golden;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** The table of questions. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface GoldenQuestionRows extends GenericRepository<GoldenQuestionRow, UUID> {
  @Query(
      """
      INSERT INTO golden_question (set_id, ordinal, workspace_id, question_id, line)
      VALUES (:setId, :ordinal, :workspaceId, :questionId, CAST(:line AS json))
      """)
  void add(List<GoldenQuestionRow> rows);

  /** In their order, from after that place on. */
  @Query(
      """
      SELECT set_id, ordinal, workspace_id, question_id, CAST(line AS text) AS line FROM golden_question
      WHERE set_id = :setId AND ordinal > :after ORDER BY ordinal LIMIT :limit
      """)
  List<GoldenQuestionRow> page(UUID setId, int after, int limit);
}

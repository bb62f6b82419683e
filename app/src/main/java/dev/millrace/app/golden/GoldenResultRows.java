package dev.millrace.app.golden;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** The table of results. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface GoldenResultRows extends GenericRepository<GoldenResultRow, UUID> {
  @Query(
      """
      INSERT INTO golden_result (run_id, ordinal, workspace_id, question_id, result)
      VALUES (:runId, :ordinal, :workspaceId, :questionId, CAST(:result AS jsonb))
      """)
  void add(List<GoldenResultRow> rows);

  /** In the order of the questions, from after that place on. */
  @Query(
      """
      SELECT run_id, ordinal, workspace_id, question_id, CAST(result AS text) AS result FROM golden_result
      WHERE run_id = :runId AND ordinal > :after ORDER BY ordinal LIMIT :limit
      """)
  List<GoldenResultRow> page(UUID runId, int after, int limit);
}

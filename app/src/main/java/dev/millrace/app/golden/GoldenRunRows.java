package dev.millrace.app.golden;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of runs. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface GoldenRunRows extends GenericRepository<GoldenRunRow, UUID> {
  /** Adds a run; 0 if its set is gone. */
  @Query(
      """
      INSERT INTO golden_run (run_id, workspace_id, set_id, content, mode, without, depth, generation_id, generation,
        first_position, last_position, ran_by, at, ms, counts, measures)
      SELECT :runId, s.workspace_id, s.set_id, :content, :mode, string_to_array(:without, ','), :depth, :generationId,
        :generation, :firstPosition, :lastPosition, :ranBy, :at, :ms, CAST(:counts AS jsonb), CAST(:measures AS jsonb)
      FROM golden_set s WHERE s.workspace_id = :workspaceId AND s.set_id = :setId FOR KEY SHARE
      """)
  int add(
      UUID runId,
      int workspaceId,
      UUID setId,
      String content,
      String mode,
      String without,
      int depth,
      int generationId,
      String generation,
      long firstPosition,
      long lastPosition,
      String ranBy,
      Instant at,
      long ms,
      String counts,
      String measures);

  @Query(
      """
      SELECT run_id, workspace_id, set_id, content, mode, array_to_string(without, ',') AS without, depth,
        generation_id, generation, first_position, last_position, ran_by, at, ms, CAST(counts AS text) AS counts,
        CAST(measures AS text) AS measures
      FROM golden_run WHERE workspace_id = :workspaceId AND run_id = :runId
      """)
  Optional<GoldenRunRow> find(int workspaceId, UUID runId);

  /** Of a set, newest first, from before that one on. */
  @Query(
      """
      SELECT run_id, workspace_id, set_id, content, mode, array_to_string(without, ',') AS without, depth,
        generation_id, generation, first_position, last_position, ran_by, at, ms, CAST(counts AS text) AS counts,
        CAST(measures AS text) AS measures
      FROM golden_run
      WHERE set_id = :setId AND (CAST(:before AS uuid) IS NULL OR (at, run_id) <
        (SELECT at, run_id FROM golden_run WHERE run_id = CAST(:before AS uuid)))
      ORDER BY at DESC, run_id DESC LIMIT :limit
      """)
  List<GoldenRunRow> page(UUID setId, @Nullable UUID before, int limit);
}

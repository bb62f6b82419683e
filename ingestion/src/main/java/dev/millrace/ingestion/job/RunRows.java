package dev.millrace.ingestion.job;

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
interface RunRows extends GenericRepository<RunRow, UUID> {
  /** Adds a running run unless the source has one; 0 if it has. */
  @Query(
      """
      INSERT INTO run (run_id, workspace_id, source_id, state, started_at)
      VALUES (:runId, :workspaceId, :sourceId, 'running', :startedAt)
      ON CONFLICT (source_id) WHERE state = 'running' DO NOTHING
      """)
  int open(UUID runId, int workspaceId, UUID sourceId, Instant startedAt);

  /** Ends a running run; 0 if it has ended before. */
  @Query(
      """
      UPDATE run SET state = :state, reason = :reason, finished_at = :finishedAt
      WHERE run_id = :runId AND state = 'running'
      """)
  int end(UUID runId, String state, @Nullable String reason, Instant finishedAt);

  @Query("UPDATE run SET total = :total WHERE run_id = :runId")
  int found(UUID runId, int total);

  @Query(
      """
      UPDATE run SET state = 'interrupted', reason = :reason, finished_at = :finishedAt
      WHERE state = 'running' AND workspace_id = :workspaceId
      """)
  int interruptAll(int workspaceId, String reason, Instant finishedAt);

  Optional<RunRow> findByRunIdAndWorkspaceId(UUID runId, int workspaceId);

  @Query("SELECT * FROM run WHERE source_id = :sourceId AND state = 'running'")
  Optional<RunRow> running(UUID sourceId);

  /** Newest first, from before that run on. */
  @Query(
      """
      SELECT * FROM run
      WHERE workspace_id = :workspaceId
        AND (CAST(:sourceId AS uuid) IS NULL OR source_id = CAST(:sourceId AS uuid))
        AND (CAST(:before AS uuid) IS NULL OR (started_at, run_id) <
          (SELECT started_at, run_id FROM run WHERE run_id = CAST(:before AS uuid)))
      ORDER BY started_at DESC, run_id DESC LIMIT :limit
      """)
  List<RunRow> page(int workspaceId, @Nullable UUID sourceId, @Nullable UUID before, int limit);
}

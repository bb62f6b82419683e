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
  /** Adds a run unless the source has one under way; 0 if it has. */
  @Query(
      """
      INSERT INTO run (run_id, workspace_id, source_id, state, phase, trigger, node, touched_at, started_at)
      VALUES (:runId, :workspaceId, :sourceId, :state, :phase, :trigger, :node, :startedAt, :startedAt)
      ON CONFLICT (source_id) WHERE state IN ('queued', 'running', 'paused') DO NOTHING
      """)
  int open(
      UUID runId,
      int workspaceId,
      UUID sourceId,
      String state,
      String phase,
      String trigger,
      String node,
      Instant startedAt);

  /** Ends a run that is under way, or asks; 0 if it has ended before. */
  @Query(
      """
      UPDATE run SET state = :state, reason = :reason, finished_at = :finishedAt, wish = NULL
      WHERE run_id = :runId AND state IN ('queued', 'running', 'paused', 'asking')
      """)
  int end(UUID runId, String state, @Nullable String reason, Instant finishedAt);

  /** Moves a run from one of two states to another that is not its end; 0 if it was in neither. */
  @Query(
      """
      UPDATE run SET state = :to, reason = :reason, wish = NULL, finished_at = NULL
      WHERE run_id = :runId AND state IN (:from, :orFrom)
      """)
  int move(UUID runId, String from, String orFrom, String to, @Nullable String reason);

  /** Takes a run that waits, or that another node has left, for a node; 0 if it has ended. */
  @Query(
      """
      UPDATE run SET state = 'running', node = :node, touched_at = :now
      WHERE run_id = :runId AND state IN ('queued', 'running')
      """)
  int take(UUID runId, String node, Instant now);

  /** Says that a node is at it; 0 if it is no longer that node's to carry out. */
  @Query(
      """
      UPDATE run SET touched_at = :now WHERE run_id = :runId AND node = :node AND state = 'running'
      """)
  int touch(UUID runId, String node, Instant now);

  @Query("UPDATE run SET wish = :wish WHERE run_id = :runId AND state = 'running'")
  int wish(UUID runId, String wish);

  @Query("UPDATE run SET notes = notes || CAST(:note AS text) WHERE run_id = :runId")
  int add(UUID runId, String note);

  @Query("UPDATE run SET total = :total WHERE run_id = :runId")
  int found(UUID runId, int total);

  @Query("UPDATE run SET cursor = CAST(:cursor AS text) WHERE run_id = :runId")
  int reached(UUID runId, @Nullable String cursor);

  @Query("UPDATE run SET phase = :phase WHERE run_id = :runId")
  int enter(UUID runId, String phase);

  @Query("UPDATE run SET may_remove = true WHERE run_id = :runId")
  int mayRemove(UUID runId);

  /** Ends those that wait for an answer: a newer run of the source asks again if need be. */
  @Query(
      """
      UPDATE run SET state = 'cancelled', reason = 'another run of the source took its place', finished_at = :now
      WHERE source_id = :sourceId AND state = 'asking' AND run_id <> :runId
      """)
  int supersede(UUID sourceId, UUID runId, Instant now);

  /** Ends what clients of a node were sending when it stopped. */
  @Query(
      """
      UPDATE run SET state = 'interrupted', reason = :reason, finished_at = :finishedAt
      WHERE state = 'running' AND trigger = 'client' AND workspace_id = :workspaceId AND node = :node
      """)
  int interruptClients(int workspaceId, String node, String reason, Instant finishedAt);

  Optional<RunRow> findByRunIdAndWorkspaceId(UUID runId, int workspaceId);

  @Query(
      """
      SELECT * FROM run WHERE source_id = :sourceId AND state IN ('queued', 'running', 'paused')
      """)
  Optional<RunRow> underWay(UUID sourceId);

  /** Those that a node is to carry out and that db-scheduler does not know of. */
  @Query(
      """
      SELECT run_id FROM run
      WHERE workspace_id = :workspaceId AND state IN ('queued', 'running') AND trigger <> 'client'
        AND NOT EXISTS (SELECT FROM scheduled_tasks
          WHERE task_name = 'run' AND task_instance = CAST(run_id AS text))
      """)
  List<UUID> forgotten(int workspaceId);

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

  /** Forgets all but the newest ended runs of each source. */
  @Query(
      """
      DELETE FROM run WHERE run_id IN (
        SELECT run_id FROM (
          SELECT run_id, state, row_number() OVER (PARTITION BY source_id ORDER BY started_at DESC) AS age
          FROM run WHERE workspace_id = :workspaceId) AS aged
        WHERE age > :kept AND state IN ('done', 'failed', 'cancelled', 'interrupted'))
      """)
  int forget(int workspaceId, int kept);
}

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

/** The table of outcomes. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface OutcomeRows extends GenericRepository<OutcomeRow, UUID> {
  /** Notes outcomes; a second one for a document takes the place of the first. */
  @Query(
      """
      INSERT INTO outcome (run_id, external_id, workspace_id, document_id, outcome, reason, stages, ms, position, at)
      VALUES (:runId, :externalId, :workspaceId, :documentId, :outcome, :reason, CAST(:stages AS jsonb), :ms, :position, :at)
      ON CONFLICT (run_id, external_id) DO UPDATE SET document_id = excluded.document_id,
        outcome = excluded.outcome, reason = excluded.reason, stages = excluded.stages,
        ms = excluded.ms, position = excluded.position, at = excluded.at
      """)
  void note(List<OutcomeRow> rows);

  @Query(
      """
      SELECT outcome, count(*) AS count, max(position) AS position
      FROM outcome WHERE run_id = :runId GROUP BY outcome
      """)
  List<OutcomeCount> counts(UUID runId);

  @Query("SELECT external_id FROM outcome WHERE run_id = :runId")
  List<String> externalIds(UUID runId);

  /** In the order of the external ids, from after that one on. */
  @Query(
      """
      SELECT * FROM outcome
      WHERE run_id = :runId AND external_id COLLATE "C" > :after COLLATE "C"
        AND (CAST(:outcome AS text) IS NULL OR outcome = CAST(:outcome AS text))
        AND (CAST(:reason AS text) IS NULL OR reason = CAST(:reason AS text))
      ORDER BY external_id COLLATE "C" LIMIT :limit
      """)
  List<OutcomeRow> page(
      UUID runId, @Nullable String outcome, @Nullable String reason, String after, int limit);

  /** The newest outcome of a document of a source. */
  @Query(
      """
      SELECT o.* FROM outcome o JOIN run r ON r.run_id = o.run_id
      WHERE r.source_id = :sourceId AND r.workspace_id = :workspaceId AND o.external_id = :externalId
      ORDER BY r.started_at DESC LIMIT 1
      """)
  Optional<OutcomeRow> last(UUID sourceId, int workspaceId, String externalId);

  /** The outcome that an entry of the corpus log was. */
  @Query(
      """
      SELECT * FROM outcome
      WHERE workspace_id = :workspaceId AND position = :position AND document_id = :documentId
        AND outcome IN ('added', 'changed')
      LIMIT 1
      """)
  Optional<OutcomeRow> at(int workspaceId, long position, UUID documentId);

  /** The most frequent reasons. */
  @Query(
      """
      SELECT outcome, reason, count(*) AS count FROM outcome
      WHERE run_id = :runId AND reason IS NOT NULL
        AND (CAST(:outcome AS text) IS NULL OR outcome = CAST(:outcome AS text))
      GROUP BY outcome, reason ORDER BY count(*) DESC, reason LIMIT :limit
      """)
  List<ReasonRow> reasons(UUID runId, @Nullable String outcome, int limit);

  /** Notes for items that are as they were that they are. */
  @Query(
      """
      INSERT INTO outcome (run_id, external_id, workspace_id, document_id, outcome, reason, stages, ms, position, at)
      SELECT :runId, external_id, workspace_id, document_id,
        CASE WHEN state = 'ignored' THEN 'skipped' WHEN outcome IN ('failed', 'skipped') THEN outcome ELSE 'unchanged' END,
        CASE WHEN state = 'ignored' THEN 'ignored: ' || coalesce(reason, '') WHEN outcome IN ('failed', 'skipped') THEN reason END,
        '{}', 0, NULL, :at
      FROM item WHERE source_id = :sourceId AND state IN ('settled', 'dead', 'ignored')
        AND (external_id IN (:externalIds) OR root IN (:externalIds))
      ON CONFLICT (run_id, external_id) DO NOTHING
      """)
  int carry(UUID runId, UUID sourceId, List<String> externalIds, Instant at);

  /** Milliseconds by stage of all of a run's documents. */
  @Query(
      """
      SELECT key AS stage, CAST(sum(CAST(value AS bigint)) AS bigint) AS ms
      FROM outcome, jsonb_each_text(stages) WHERE run_id = :runId GROUP BY key
      """)
  List<StageTime> stages(UUID runId);
}

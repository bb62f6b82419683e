package dev.millrace.ingestion.job;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of items. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ItemRows extends GenericRepository<ItemRow, UUID> {
  /**
   * Notes what a scan tells. An item is wanted unless it was dealt with in this very version, with
   * these facts, and by this recipe.
   */
  @Query(
      """
      INSERT INTO item (source_id, external_id, workspace_id, uri, told_version, facts, inline, seen_in, state)
      VALUES (:sourceId, :externalId, :workspaceId, :uri, :toldVersion, CAST(:facts AS jsonb), :inline, :seenIn, 'wanted')
      ON CONFLICT (source_id, external_id) DO UPDATE SET
        uri = excluded.uri, told_version = excluded.told_version, facts = excluded.facts,
        seen_in = excluded.seen_in, root = NULL,
        (state, inline) = (
          SELECT CASE WHEN known THEN item.state ELSE 'wanted' END, CASE WHEN known THEN NULL ELSE excluded.inline END
          FROM (SELECT item.state IN ('settled', 'dead', 'ignored') AND item.version = excluded.told_version
            AND item.facts = excluded.facts AND (item.recipe IS NULL OR item.recipe = :recipe) AS known) AS as_before),
        attempts = CASE WHEN item.told_version = excluded.told_version THEN item.attempts ELSE 0 END,
        retry_at = CASE WHEN item.told_version = excluded.told_version THEN item.retry_at END
      """)
  void tell(List<ItemRow> rows);

  /** Notes what is there and can't be told. What is left out on purpose is no longer kept. */
  @Query(
      """
      INSERT INTO item (source_id, external_id, workspace_id, uri, seen_in, state, outcome, reason)
      VALUES (:sourceId, :externalId, :workspaceId, :uri, :seenIn, 'unusable', :outcome, :reason)
      ON CONFLICT (source_id, external_id) DO UPDATE SET seen_in = excluded.seen_in, outcome = excluded.outcome,
        reason = excluded.reason, told_version = NULL, version = NULL,
        state = CASE WHEN excluded.outcome = 'skipped' AND item.document_id IS NOT NULL THEN 'gone' ELSE 'unusable' END
      """)
  void unusable(List<ItemRow> rows);

  @Query(
      """
      UPDATE item SET state = 'gone' WHERE source_id = :sourceId AND (external_id = :externalId OR root = :externalId)
      """)
  int gone(UUID sourceId, String externalId);

  /** Whatever a whole scan did not see, unless it lies where something could not be read. */
  @Query(
      """
      UPDATE item SET state = 'gone'
      WHERE source_id = :sourceId AND root IS NULL AND seen_in IS DISTINCT FROM :runId AND state <> 'gone'
        AND NOT EXISTS (SELECT FROM item u WHERE u.source_id = :sourceId AND u.seen_in = :runId
          AND u.state = 'unusable' AND u.outcome = 'failed' AND starts_with(item.external_id, u.external_id || '/'))
      """)
  int unseen(UUID sourceId, UUID runId);

  /** What was in items that are gone is gone too. */
  @Query(
      """
      UPDATE item SET state = 'gone' WHERE source_id = :sourceId AND state <> 'gone' AND root IN (
        SELECT external_id FROM item WHERE source_id = :sourceId AND root IS NULL AND state = 'gone')
      """)
  int goneWithin(UUID sourceId);

  @Introspected
  record Removal(long gone, long total) {}

  /** Documents that would be removed, and all; those in others don't count. */
  @Query(
      """
      SELECT count(*) FILTER (WHERE state = 'gone') AS gone, count(*) AS total
      FROM item WHERE source_id = :sourceId AND root IS NULL AND document_id IS NOT NULL
      """)
  Removal removal(UUID sourceId);

  /** What is wanted and due, in the order of the external ids, from after that one on. */
  @Query(
      """
      SELECT * FROM item
      WHERE source_id = :sourceId AND state = 'wanted' AND external_id COLLATE "C" > :after COLLATE "C"
        AND (retry_at IS NULL OR retry_at <= :now)
      ORDER BY external_id COLLATE "C" LIMIT :limit
      """)
  List<ItemRow> due(UUID sourceId, String after, Instant now, int limit);

  /** Those that can't be had, in the order of the external ids, from after that one on. */
  @Query(
      """
      SELECT * FROM item
      WHERE source_id = :sourceId AND state = 'dead' AND external_id COLLATE "C" > :after COLLATE "C"
      ORDER BY external_id COLLATE "C" LIMIT :limit
      """)
  List<ItemRow> dead(UUID sourceId, String after, int limit);

  /**
   * What is gone and to be removed, with what was in it. Not what may only have moved: while a new
   * item with its content waits to be tried again, its document is kept for that one.
   */
  @Query(
      """
      SELECT i.* FROM item i LEFT JOIN item r ON r.source_id = i.source_id AND r.external_id = coalesce(i.root, i.external_id)
      WHERE i.source_id = :sourceId AND i.state = 'gone' AND i.external_id COLLATE "C" > :after COLLATE "C"
        AND NOT EXISTS (SELECT FROM item w WHERE w.source_id = :sourceId AND w.state = 'wanted'
          AND w.document_id IS NULL AND w.content_hash = r.content_hash)
      ORDER BY i.external_id COLLATE "C" LIMIT :limit
      """)
  List<ItemRow> toRemove(UUID sourceId, String after, int limit);

  @Query("SELECT * FROM item WHERE source_id = :sourceId AND external_id = :externalId")
  Optional<ItemRow> find(UUID sourceId, String externalId);

  @Query(
      """
      SELECT external_id FROM item
      WHERE source_id = :sourceId AND state = 'wanted' AND external_id IN (:externalIds)
      """)
  List<String> wanted(UUID sourceId, List<String> externalIds);

  @Query("SELECT count(*) FROM item WHERE source_id = :sourceId AND seen_in = :runId")
  long seen(UUID sourceId, UUID runId);

  /** The names of what was seen in a run and has no outcome yet. */
  @Query(
      """
      SELECT * FROM item i WHERE source_id = :sourceId AND seen_in = :runId AND external_id COLLATE "C" > :after COLLATE "C"
        AND NOT EXISTS (SELECT FROM outcome o WHERE o.run_id = :runId AND o.external_id = i.external_id)
      ORDER BY external_id COLLATE "C" LIMIT :limit
      """)
  List<ItemRow> withoutOutcome(UUID sourceId, UUID runId, String after, int limit);

  /** What is in an item. */
  @Query("SELECT * FROM item WHERE source_id = :sourceId AND root = :root ORDER BY external_id")
  List<ItemRow> within(UUID sourceId, String root);

  /** Under another name. */
  @Query(
      """
      SELECT * FROM item WHERE document_id = :documentId AND external_id <> :externalId AND source_id = :sourceId LIMIT 1
      """)
  Optional<ItemRow> ofDocument(UUID sourceId, UUID documentId, String externalId);

  /** Notes how items were dealt with. */
  @Query(
      """
      INSERT INTO item (source_id, external_id, workspace_id, uri, told_version, facts, seen_in, root, state, version,
        settled_facts, content_hash, recipe, document_id, outcome, reason, attempts, retry_at)
      VALUES (:sourceId, :externalId, :workspaceId, :uri, :toldVersion, CAST(:facts AS jsonb), :seenIn, :root, :state, :version,
        CAST(:settledFacts AS jsonb), :contentHash, :recipe, :documentId, :outcome, :reason, :attempts, :retryAt)
      ON CONFLICT (source_id, external_id) DO UPDATE SET state = excluded.state, version = excluded.version,
        facts = excluded.facts, settled_facts = excluded.settled_facts, content_hash = excluded.content_hash,
        recipe = excluded.recipe, document_id = excluded.document_id, outcome = excluded.outcome, reason = excluded.reason,
        attempts = excluded.attempts, retry_at = excluded.retry_at, root = excluded.root,
        inline = CASE WHEN excluded.state = 'wanted' THEN item.inline END
      """)
  void settle(List<ItemRow> rows);

  @Query("DELETE FROM item WHERE source_id = :sourceId AND external_id IN (:externalIds)")
  int drop(UUID sourceId, List<String> externalIds);

  @Query("DELETE FROM item WHERE document_id = :documentId")
  int dropOfDocument(UUID documentId);

  /** When the next item is to be tried again. */
  @Query(
      """
      SELECT min(retry_at) FROM item WHERE source_id = :sourceId AND state = 'wanted' AND retry_at IS NOT NULL
      """)
  @Nullable Instant nextRetry(UUID sourceId);

  /** Those and what they are in are wanted again, as if they were new. */
  @Query(
      """
      UPDATE item SET state = 'wanted', attempts = 0, retry_at = NULL, version = NULL, content_hash = NULL
      WHERE source_id = :sourceId AND external_id IN (
        SELECT coalesce(root, external_id) FROM item
        WHERE source_id = :sourceId AND state IN ('dead', 'ignored') AND external_id IN (:externalIds))
      """)
  int retry(UUID sourceId, List<String> externalIds);

  @Query(
      """
      UPDATE item SET state = 'ignored' WHERE source_id = :sourceId AND state = 'dead' AND external_id IN (:externalIds)
      """)
  int ignore(UUID sourceId, List<String> externalIds);

  /** All dead ones, as {@link #retry}. */
  @Query(
      """
      UPDATE item SET state = 'wanted', attempts = 0, retry_at = NULL, version = NULL, content_hash = NULL
      WHERE source_id = :sourceId AND external_id IN (
        SELECT coalesce(root, external_id) FROM item WHERE source_id = :sourceId AND state = 'dead')
      """)
  int retryAll(UUID sourceId);

  @Query("UPDATE item SET state = 'ignored' WHERE source_id = :sourceId AND state = 'dead'")
  int ignoreAll(UUID sourceId);
}

package dev.millrace.ingestion.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of pushes that brought a key. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface IdempotentPushRows extends GenericRepository<IdempotentPushRow, UUID> {
  @Query(
      """
      SELECT * FROM idempotent_push WHERE source_id = :sourceId AND key = :key AND at > :oldest
      """)
  Optional<IdempotentPushRow> find(UUID sourceId, String key, Instant oldest);

  @Query(
      """
      INSERT INTO idempotent_push (source_id, key, workspace_id, request_hash, answer, at)
      VALUES (:sourceId, :key, :workspaceId, :requestHash, CAST(:answer AS jsonb), :at)
      ON CONFLICT (source_id, key) DO UPDATE SET request_hash = excluded.request_hash, answer = excluded.answer, at = excluded.at
      """)
  void keepAll(List<IdempotentPushRow> rows);

  default void keep(IdempotentPushRow row) {
    keepAll(List.of(row));
  }

  @Query("DELETE FROM idempotent_push WHERE at < :oldest")
  int forget(Instant oldest);
}

package dev.millrace.orchestration.receipt;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/** The table of public keys. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ReceiptKeyRows extends GenericRepository<ReceiptKeyRow, String> {
  /** Adds a key that signs from now on; one that is there signs again. */
  @Query(
      """
      INSERT INTO receipt_key (key_id, workspace_id, public_key, created_at)
      VALUES (:keyId, :workspaceId, :publicKey, :createdAt)
      ON CONFLICT (key_id) DO UPDATE SET retired_at = NULL
      """)
  void add(String keyId, int workspaceId, byte[] publicKey, Instant createdAt);

  /** Notes that another key took its place. */
  @Query("UPDATE receipt_key SET retired_at = :at WHERE key_id = :keyId")
  void retire(String keyId, Instant at);

  /** Newest first. */
  @Query(
      """
      SELECT * FROM receipt_key WHERE workspace_id = :workspaceId ORDER BY created_at DESC, key_id
      """)
  List<ReceiptKeyRow> all(int workspaceId);
}

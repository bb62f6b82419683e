package dev.millrace.app.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code api_key}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ApiKeyRows extends GenericRepository<ApiKeyRow, UUID> {
  ApiKeyRow save(ApiKeyRow row);

  Optional<ApiKeyRow> findByWorkspaceIdAndKeyId(int workspaceId, UUID keyId);

  Optional<ApiKeyRow> findBySecretHash(byte[] secretHash);

  boolean existsByWorkspaceIdAndUserName(int workspaceId, String userName);

  Optional<ApiKeyRow> findByWorkspaceIdAndBootstrap(int workspaceId, boolean bootstrap);

  /** Keys oldest first, after that one; ids break ties, for keys that were made at one moment. */
  @Query(
      """
      SELECT * FROM api_key
      WHERE workspace_id = :workspaceId
        AND (:after::uuid IS NULL
          OR (created_at, key_id) > (SELECT created_at, key_id FROM api_key WHERE key_id = :after::uuid))
      ORDER BY created_at, key_id
      LIMIT :limit
      """)
  List<ApiKeyRow> page(int workspaceId, @Nullable UUID after, int limit);

  @Query("UPDATE api_key SET revoked_at = :at WHERE key_id = :keyId AND revoked_at IS NULL")
  int revoke(UUID keyId, Instant at);

  /** The bootstrap key's new secret, which ends the former one's. */
  @Query(
      """
      UPDATE api_key SET secret_hash = :secretHash, prefix = :prefix, created_at = :at, revoked_at = NULL
      WHERE key_id = :keyId
      """)
  int replaceSecret(UUID keyId, byte[] secretHash, String prefix, Instant at);
}

package dev.millrace.app.identity;

import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_key}. */
@MappedEntity("api_key")
record ApiKeyRow(
    @Id UUID keyId,
    int workspaceId,
    String name,
    String prefix,
    byte[] secretHash,
    @MappedProperty(type = DataType.STRING_ARRAY) List<String> scopes,
    String userName,
    boolean bootstrap,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  ApiKey toKey() {
    return new ApiKey(
        keyId,
        new WorkspaceId(workspaceId),
        name,
        prefix,
        scopes.stream().map(Scope::of).collect(Collectors.toSet()),
        userName,
        bootstrap,
        new ApiKey.Life(createdAt, expiresAt, revokedAt));
  }
}

package dev.millrace.app.identity;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key. The key itself is not: it was shown once.
 *
 * @param prefix the part of the key that may be shown again
 * @param user with whose eyes the key reads when it acts for nobody else
 * @param bootstrap whether it is the key that the settings or the first start brought
 * @param life since when it is good, and until when
 */
public record ApiKey(
    UUID id,
    WorkspaceId workspace,
    String name,
    String prefix,
    Set<Scope> scopes,
    String user,
    boolean bootstrap,
    Life life) {
  /**
   * The time in which a key is good.
   *
   * @param expiresAt the first moment at which it no longer is; null for never
   * @param revokedAt when somebody took it back; null while it stands
   */
  public record Life(Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {
    public Life {
      requireNonNull(createdAt, "createdAt");
    }
  }

  public ApiKey {
    requireNonNull(id, "id");
    requireNonNull(workspace, "workspace");
    requireNonNull(name, "name");
    requireNonNull(prefix, "prefix");
    scopes = scopes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    requireNonNull(user, "user");
    requireNonNull(life, "life");
  }
}

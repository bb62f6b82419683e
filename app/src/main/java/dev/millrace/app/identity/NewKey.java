package dev.millrace.app.identity;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that is asked for.
 *
 * @param name what it is for, 1 to {@value #LONGEST_NAME} characters, no control characters
 * @param scopes at least one
 * @param user with whose eyes it reads; empty for a user of its own, who reads what everyone may
 * @param expiresAt null for never
 */
public record NewKey(
    WorkspaceId workspace,
    String name,
    Set<Scope> scopes,
    Optional<String> user,
    @Nullable Instant expiresAt) {
  public static final int LONGEST_NAME = 200;

  public NewKey {
    requireNonNull(workspace, "workspace");
    scopes = Set.copyOf(scopes);
    requireNonNull(user, "user");
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a key's name has 1 to " + LONGEST_NAME + " characters and no control characters");
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one scope");
    }
  }
}

package dev.millrace.app.identity;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.WorkspaceId;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of this server: issued, listed, taken back, and recognised. */
@Singleton
public final class ApiKeys {
  /**
   * A key just made.
   *
   * @param secret to be shown to whoever asked, and never again
   */
  public record Issued(ApiKey key, KeySecret secret) {
    public Issued {
      requireNonNull(key, "key");
      requireNonNull(secret, "secret");
    }
  }

  private final ApiKeyRows rows;
  private final Clock clock;

  ApiKeys(ApiKeyRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Recognises a key. Asks the database each time: a key taken back is refused from then on. */
  public Authentication authenticate(String presented) {
    byte[] hash = KeySecret.of(presented).hash();
    Optional<ApiKeyRow> found =
        rows.findBySecretHash(hash).filter(row -> MessageDigest.isEqual(row.secretHash(), hash));
    if (found.isEmpty()) {
      return new Authentication.Unknown();
    }
    return inForce(found.get().toKey());
  }

  private Authentication inForce(ApiKey key) {
    Instant revokedAt = key.life().revokedAt();
    if (revokedAt != null) {
      return new Authentication.Revoked(revokedAt);
    }
    Instant expiresAt = key.life().expiresAt();
    if (expiresAt != null && !clock.instant().isBefore(expiresAt)) {
      return new Authentication.Expired(expiresAt);
    }
    return new Authentication.Accepted(key);
  }

  /**
   * What a key that was accepted before is now: for who was let in with it and comes again without
   * it. A key whose secret was replaced in between counts as unknown.
   */
  public Authentication again(ApiKey accepted) {
    return rows.findByWorkspaceIdAndKeyId(accepted.workspace().value(), accepted.id())
        .map(ApiKeyRow::toKey)
        .filter(key -> key.life().createdAt().equals(accepted.life().createdAt()))
        .map(this::inForce)
        .orElseGet(Authentication.Unknown::new);
  }

  /**
   * Makes a key.
   *
   * @throws IllegalArgumentException if it would have expired already
   */
  public Issued issue(NewKey wanted) {
    Instant now = now();
    Instant expiresAt = wanted.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new IllegalArgumentException(expiresAt + " is past: a key expires in the future");
    }
    KeySecret secret = KeySecret.random();
    ApiKeyRow row =
        new ApiKeyRow(
            UUID.randomUUID(),
            wanted.workspace().value(),
            wanted.name(),
            secret.prefix(),
            secret.hash(),
            wanted.scopes().stream().map(Scope::wire).sorted().toList(),
            wanted.user().orElse(secret.prefix()),
            false,
            now,
            expiresAt,
            null);
    return new Issued(rows.save(row).toKey(), secret);
  }

  /** Keys of a workspace, oldest first, those after that one; expired and revoked ones too. */
  public List<ApiKey> list(WorkspaceId workspace, @Nullable UUID after, int limit) {
    return rows.page(workspace.value(), after, limit).stream().map(ApiKeyRow::toKey).toList();
  }

  /** Whether a key of the workspace, one that was taken back included, reads as that user. */
  public boolean haveUser(WorkspaceId workspace, Principal user) {
    return user.issuer().equals(Principal.LOCAL)
        && user.kind() == Principal.Kind.USER
        && rows.existsByWorkspaceIdAndUserName(workspace.value(), user.externalId());
  }

  /** Takes a key back, from the next request on. Again is harmless. False if there is none. */
  public boolean revoke(WorkspaceId workspace, UUID id) {
    if (rows.findByWorkspaceIdAndKeyId(workspace.value(), id).isEmpty()) {
      return false;
    }
    rows.revoke(id, now());
    return true;
  }

  /**
   * The admin key of a workspace.
   *
   * @param setting what the settings say it is
   * @param home where it is kept when the settings say nothing
   * @throws IllegalArgumentException if the setting cannot be a key
   */
  public AdminKey adminKey(WorkspaceId workspace, Optional<String> setting, Path home) {
    return new AdminKey(rows, workspace, clock, setting, home);
  }

  /** In microseconds, as Postgres keeps it: what is answered now equals what is read later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

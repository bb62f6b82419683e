package dev.millrace.app.http;

import dev.millrace.app.identity.ApiKey;
import dev.millrace.app.identity.ApiKeys;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.NewKey;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys: made, listed, taken back. */
@Controller("/api/keys")
@RequiresScope(Scope.ADMIN)
@Refusals
@Tag(name = "keys")
final class KeysController {
  /**
   * A key that is asked for.
   *
   * @param name what it is for
   * @param scopes at least one of admin, ingest, search, act
   * @param user with whose eyes it reads; left out, it reads what everyone may
   * @param expiresAt left out, it does not expire
   */
  @Serdeable
  record Wanted(
      String name,
      @Nullable List<String> scopes,
      @Nullable String user,
      @Nullable Instant expiresAt) {
    Wanted {
      Given.required(name, "name");
      scopes = Given.all(scopes, "scopes");
    }

    NewKey toNewKey(WorkspaceId workspace) {
      Optional<String> reader = Optional.ofNullable(user);
      // A user's name is a principal's: what could not be one is refused here, not at every use.
      reader.ifPresent(name -> ApiException.reading("user", () -> Principal.user(name)));
      var held =
          ApiException.reading(
              "scopes",
              () ->
                  Given.all(scopes, "scopes").stream().map(Scope::of).collect(Collectors.toSet()));
      if (held.isEmpty()) {
        throw ApiException.invalid("scopes", "a key has at least one scope");
      }
      return ApiException.reading(
          "name", () -> new NewKey(workspace, name, held, reader, expiresAt));
    }
  }

  /**
   * A key, without its secret.
   *
   * @param prefix the part of it that may be shown
   * @param bootstrap whether the settings or the first start brought it
   */
  @Serdeable
  record Known(
      UUID id,
      String name,
      String prefix,
      List<String> scopes,
      String user,
      boolean bootstrap,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt) {
    static Known of(ApiKey key) {
      return new Known(
          key.id(),
          key.name(),
          key.prefix(),
          key.scopes().stream().map(Scope::wire).toList(),
          key.user(),
          key.bootstrap(),
          key.life().createdAt(),
          key.life().expiresAt(),
          key.life().revokedAt());
    }
  }

  /**
   * A key just made.
   *
   * @param key the whole of it: shown this once
   */
  @Serdeable
  record Made(
      UUID id,
      String name,
      String prefix,
      String key,
      List<String> scopes,
      String user,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    static Made of(ApiKeys.Issued issued) {
      Known known = Known.of(issued.key());
      return new Made(
          known.id(),
          known.name(),
          known.prefix(),
          issued.secret().reveal(),
          known.scopes(),
          known.user(),
          known.createdAt(),
          known.expiresAt());
    }
  }

  private final ApiKeys keys;

  KeysController(ApiKeys keys) {
    this.keys = keys;
  }

  /** Makes a key. The answer holds it; it is not shown again. */
  @Post
  @Status(HttpStatus.CREATED)
  Made issue(Caller caller, @Body Wanted wanted) {
    NewKey key = wanted.toNewKey(caller.workspace());
    return Made.of(ApiException.reading("expiresAt", () -> keys.issue(key)));
  }

  /** Lists keys, oldest first, expired and revoked ones too. */
  @Get
  Page<Known> list(
      Caller caller,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    List<ApiKey> found = keys.list(caller.workspace(), asked.afterId(), asked.oneMore());
    return Page.of(found, asked, key -> key.id().toString()).map(Known::of);
  }

  /** Takes a key back, from the next request on. */
  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void revoke(Caller caller, UUID id) {
    if (!keys.revoke(caller.workspace(), id)) {
      throw ApiException.notFound("key", id);
    }
  }
}

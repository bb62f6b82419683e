package dev.millrace.app.http;

import dev.millrace.app.identity.ApiKey;
import dev.millrace.app.identity.ApiKeys;
import dev.millrace.app.identity.Authentication;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.Principal;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets in who has a key for it: sent with the request, or remembered by the {@link Doorkeeper} of
 * the path. Closed by default: a path that does not exist, a method that it does not take, a route
 * that forgot to say what it needs, all ask for a key first.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class KeyCheck implements Ordered {
  /** Names the user with whose eyes a request reads. */
  static final String ACT_AS = "X-Millrace-User";

  /** Where the caller is kept for the controller. */
  static final String CALLER = "millrace.caller";

  private static final String SCHEME = "bearer ";

  private final ApiKeys keys;
  private final Directory directory;
  private final List<Doorkeeper> doorkeepers;

  KeyCheck(ApiKeys keys, Directory directory, List<Doorkeeper> doorkeepers) {
    this.keys = keys;
    this.directory = directory;
    this.doorkeepers = doorkeepers;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void check(HttpRequest<?> request) {
    AnnotationMetadata route =
        RouteAttributes.getRouteMatch(request)
            .map(RouteMatch::getAnnotationMetadata)
            .orElse(AnnotationMetadata.EMPTY_METADATA);
    if (route.hasAnnotation(NoKeyNeeded.class)) {
      return;
    }
    Caller caller =
        Doorkeeper.of(request, doorkeepers)
            .map(doorkeeper -> doorkeeper.caller(request))
            .orElseGet(() -> byHeader(request));
    requireScope(caller.scopes(), route);
    request.setAttribute(CALLER, caller);
  }

  private Caller byHeader(HttpRequest<?> request) {
    ApiKey key = accepted(presented(request));
    return new Caller(key, user(request, key), directory);
  }

  private static String presented(HttpRequest<?> request) {
    String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      throw new ApiException(
          ErrorCode.NO_KEY, "send a key: Authorization: Bearer mr_…", HttpHeaders.AUTHORIZATION);
    }
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw invalid("Authorization is written: Bearer mr_…");
    }
    return header.substring(SCHEME.length()).strip();
  }

  private ApiKey accepted(String presented) {
    return switch (keys.authenticate(presented)) {
      case Authentication.Accepted(ApiKey key) -> key;
      case Authentication.Unknown() -> throw invalid("this server does not know that key");
      case Authentication.Expired(var at) -> throw invalid("that key expired at " + at);
      case Authentication.Revoked(var at) -> throw invalid("that key was revoked at " + at);
    };
  }

  private static ApiException invalid(String message) {
    return new ApiException(ErrorCode.INVALID_KEY, message, HttpHeaders.AUTHORIZATION);
  }

  private static Principal user(HttpRequest<?> request, ApiKey key) {
    List<String> named = request.getHeaders().getAll(ACT_AS);
    if (named.isEmpty()) {
      return Principal.user(key.user());
    }
    if (!Scope.ACT.heldBy(key.scopes())) {
      throw new ApiException(
          ErrorCode.MISSING_SCOPE,
          "this key may not act for a user: it lacks the scope act",
          ACT_AS);
    }
    if (named.size() > 1) {
      throw ApiException.invalid(ACT_AS, ACT_AS + " names one user, not " + named.size());
    }
    return ApiException.reading(ACT_AS, () -> Principal.user(utf8(named.getFirst())));
  }

  /** Headers arrive as Latin-1; clients write names in UTF-8. */
  private static String utf8(String header) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return header;
    }
  }

  private static void requireScope(Set<Scope> scopes, AnnotationMetadata route) {
    Scope[] enough = route.enumValues(RequiresScope.class, Scope.class);
    boolean held =
        Scope.ADMIN.heldBy(scopes) || Arrays.stream(enough).anyMatch(scope -> scope.heldBy(scopes));
    if (!held) {
      String wanted =
          enough.length == 0
              ? Scope.ADMIN.wire()
              : Arrays.stream(enough).map(Scope::wire).collect(Collectors.joining(" or "));
      throw new ApiException(ErrorCode.MISSING_SCOPE, "this key lacks the scope " + wanted, null);
    }
  }

  @Override
  public int getOrder() {
    return FilterOrder.KEY_CHECK;
  }
}

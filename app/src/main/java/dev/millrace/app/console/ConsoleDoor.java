package dev.millrace.app.console;

import dev.millrace.app.console.session.Session;
import dev.millrace.app.console.session.Sessions;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Doorkeeper;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.identity.ApiKey;
import dev.millrace.app.identity.ApiKeys;
import dev.millrace.app.identity.Authentication;
import dev.millrace.app.identity.Caller;
import dev.millrace.retrieval.corpus.Directory;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in who has a session whose key is in force at this moment. What changes something has to
 * carry the session's form token as well.
 */
@Singleton
final class ConsoleDoor implements Doorkeeper {
  static final String ROOT = "/console";
  static final String LOGIN = ROOT + "/login";
  static final String FORM_TOKEN = "X-Millrace-Form";
  static final String SESSION = "millrace.console.session";
  static final String CALLER = "millrace.console.caller";

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Sessions sessions;
  private final ApiKeys keys;
  private final Directory directory;
  private final Templates templates;

  ConsoleDoor(Sessions sessions, ApiKeys keys, Directory directory, Templates templates) {
    this.sessions = sessions;
    this.keys = keys;
    this.directory = directory;
    this.templates = templates;
  }

  @Override
  public boolean keeps(HttpRequest<?> request) {
    String path = request.getPath();
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  @Override
  public Caller caller(HttpRequest<?> request) {
    String id =
        SessionCookie.id(request)
            .orElseThrow(() -> new ApiException(ErrorCode.NO_KEY, "Sign in first.", null));
    Session session =
        sessions
            .find(id)
            .orElseThrow(() -> new ApiException(ErrorCode.NO_KEY, "Your session has ended.", null));
    ApiKey key =
        switch (keys.again(session.key())) {
          case Authentication.Accepted(ApiKey accepted) -> accepted;
          case Authentication.Unknown(), Authentication.Expired _, Authentication.Revoked _ -> {
            sessions.close(id);
            throw new ApiException(
                ErrorCode.INVALID_KEY, "The key of your session is no longer good.", null);
          }
        };
    requireFormToken(request, session);
    Caller caller = new Caller(key, session.user(), directory);
    request.setAttribute(SESSION, session);
    request.setAttribute(CALLER, caller);
    return caller;
  }

  private static void requireFormToken(HttpRequest<?> request, Session session) {
    if (SAFE.contains(request.getMethod())) {
      return;
    }
    String sent = request.getHeaders().get(FORM_TOKEN);
    if (sent == null || !session.sent(sent)) {
      throw new ApiException(
          ErrorCode.FOREIGN_FORM,
          "That did not come from a page of this session. Reload the page and try again.",
          FORM_TOKEN);
    }
  }

  @Override
  public MutableHttpResponse<?> refusal(
      HttpRequest<?> request, ApiException said, MutableHttpResponse<?> response) {
    boolean stranger = said.code().status() == HttpStatus.UNAUTHORIZED;
    if (stranger && SessionCookie.id(request).isPresent()) {
      response.cookie(SessionCookie.cleared(request));
    }
    if (stranger && isHtmx(request)) {
      return response.header("HX-Redirect", login(currentPage(request)));
    }
    if (stranger && request.getMethod() == HttpMethod.GET && takesPages(request)) {
      return response
          .status(HttpStatus.SEE_OTHER)
          .header(HttpHeaders.LOCATION, login(Optional.of(request.getUri().toString())));
    }
    String body =
        isHtmx(request)
            ? templates.text("notice.jte", new Notice(said.getMessage()))
            : templates.text("error.jte", ErrorPage.of(said));
    return request.getMethod() == HttpMethod.HEAD
        ? response
        : response.contentType(Templates.HTML).body(body);
  }

  static boolean isHtmx(HttpRequest<?> request) {
    return "true".equals(request.getHeaders().get("HX-Request"));
  }

  static boolean takesPages(HttpRequest<?> request) {
    return request.getHeaders().accept().contains(MediaType.TEXT_HTML_TYPE);
  }

  private static Optional<String> currentPage(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get("HX-Current-URL"))
        .map(url -> url.replaceFirst("^[a-z]+://[^/]*", ""));
  }

  private static String login(Optional<String> next) {
    return next.filter(ConsoleDoor::isPage)
        .map(page -> LOGIN + "?next=" + URLEncoder.encode(page, StandardCharsets.UTF_8))
        .orElse(LOGIN);
  }

  /** Whether it is a place within the console: nothing else is redirected to. */
  static boolean isPage(String path) {
    return path.startsWith(ROOT + "/")
        && !path.startsWith(LOGIN)
        && path.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\');
  }
}

package dev.millrace.app.console;

import dev.millrace.app.console.session.Login;
import dev.millrace.app.console.session.Logins;
import dev.millrace.app.console.session.Sessions;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.NoKeyNeeded;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
@Controller
@Produces(MediaType.TEXT_HTML)
@Hidden
final class LoginController {
  private final Logins logins;
  private final Sessions sessions;
  private final Templates templates;

  LoginController(Logins logins, Sessions sessions, Templates templates) {
    this.logins = logins;
    this.sessions = sessions;
    this.templates = templates;
  }

  /** Shows the form, or lets in whoever has a link for that. */
  @Get(ConsoleDoor.LOGIN)
  @NoKeyNeeded
  MutableHttpResponse<?> form(
      HttpRequest<?> request,
      @QueryValue @Nullable String next,
      @QueryValue @Nullable String once) {
    String wanted = next == null ? "" : next;
    return once == null
        ? page(new LoginPage(null, wanted, ""))
        : after(logins.redeem(once, address(request)), request, wanted, "");
  }

  /** Lets in with a key. */
  @Post(ConsoleDoor.LOGIN)
  @NoKeyNeeded
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  MutableHttpResponse<?> logIn(HttpRequest<?> request, @Body Map<String, String> form) {
    requireOwnPage(request);
    String user = form.getOrDefault("user", "");
    Login login = logins.logIn(form.getOrDefault("key", ""), Optional.of(user), address(request));
    return after(login, request, form.getOrDefault("next", ""), user);
  }

  /** A page of another site could otherwise log a visitor in as somebody else. */
  private static void requireOwnPage(HttpRequest<?> request) {
    String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    String host = request.getHeaders().get(HttpHeaders.HOST);
    if (origin != null && !origin.replaceFirst("^[a-z]+://", "").equals(host)) {
      throw new ApiException(
          ErrorCode.FOREIGN_FORM, "Sign in with this server's own page.", HttpHeaders.ORIGIN);
    }
  }

  private MutableHttpResponse<?> after(
      Login login, HttpRequest<?> request, String next, String user) {
    return switch (login) {
      case Login.Accepted(Sessions.Opened opened) ->
          HttpResponse.seeOther(URI.create(ConsoleDoor.isPage(next) ? next : ConsoleDoor.ROOT))
              .cookie(SessionCookie.of(opened.id(), request));
      case Login.Refused(String why) ->
          page(new LoginPage(why, next, user)).status(HttpStatus.UNAUTHORIZED);
      case Login.TooMany(var left) ->
          page(new LoginPage(
                  "Too many attempts failed. Try again in " + (left.toSeconds() / 60 + 1) + " min.",
                  next,
                  user))
              .status(HttpStatus.TOO_MANY_REQUESTS)
              .header(HttpHeaders.RETRY_AFTER, Long.toString(left.toSeconds() + 1));
    };
  }

  /** Without a referrer at all, browsers would not say that the form is our own either. */
  private MutableHttpResponse<String> page(LoginPage page) {
    return templates.page("login.jte", page).header(PageHeaders.REFERRER_POLICY, "same-origin");
  }

  private static String address(HttpRequest<?> request) {
    return request.getRemoteAddress().getAddress().getHostAddress();
  }

  /** Ends the session. */
  @Post("/console/logout")
  @Consumes(MediaType.ALL)
  @RequiresScope({Scope.SEARCH, Scope.INGEST})
  MutableHttpResponse<?> logOut(HttpRequest<?> request) {
    SessionCookie.id(request).ifPresent(sessions::close);
    return HttpResponse.ok()
        .cookie(SessionCookie.cleared(request))
        .header("HX-Redirect", ConsoleDoor.LOGIN);
  }
}

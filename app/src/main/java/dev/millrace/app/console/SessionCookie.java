package dev.millrace.app.console;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.util.Optional;

/**
 * The cookie that carries a session's id: for the console's paths only, out of reach of scripts,
 * sent by no page of another site, and gone when the browser closes.
 */
final class SessionCookie {
  private static final String NAME = "millrace_session";

  private SessionCookie() {}

  static Optional<String> id(HttpRequest<?> request) {
    return request.getCookies().findCookie(NAME).map(Cookie::getValue);
  }

  static Cookie of(String id, HttpRequest<?> request) {
    return Cookie.of(NAME, id)
        .path(ConsoleDoor.ROOT)
        .httpOnly(true)
        .sameSite(SameSite.Strict)
        .secure(encrypted(request));
  }

  static Cookie cleared(HttpRequest<?> request) {
    return of("", request).maxAge(0);
  }

  /** A proxy in front that ends TLS says so; who lies in that header harms his own cookie. */
  private static boolean encrypted(HttpRequest<?> request) {
    return request.isSecure() || "https".equals(request.getHeaders().get("X-Forwarded-Proto"));
  }
}

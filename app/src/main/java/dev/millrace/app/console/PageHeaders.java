package dev.millrace.app.console;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** What browsers are told with every answer of the console: to trust nothing but our own files. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class PageHeaders implements Ordered {
  static final String REFERRER_POLICY = "Referrer-Policy";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  private final ConsoleDoor door;

  PageHeaders(ConsoleDoor door) {
    this.door = door;
  }

  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (!door.keeps(request)) {
      return;
    }
    MutableHttpHeaders headers = response.getHeaders();
    headers.set("Content-Security-Policy", POLICY);
    if (!headers.contains(REFERRER_POLICY)) {
      headers.set(REFERRER_POLICY, "no-referrer");
    }
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** Before all others: what they refuse carries these headers as well. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}

package dev.millrace.app.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * What every answer carries: it is kept by no cache, unless it says itself for how long, and taken
 * for nothing but what it says.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ResponseHeaders implements Ordered {
  @ResponseFilter
  void add(MutableHttpResponse<?> response) {
    if (!response.getHeaders().contains(HttpHeaders.CACHE_CONTROL)) {
      response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    response.getHeaders().set("X-Content-Type-Options", "nosniff");
  }

  @Override
  public int getOrder() {
    return FilterOrder.RESPONSE_HEADERS;
  }
}

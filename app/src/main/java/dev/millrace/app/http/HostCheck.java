package dev.millrace.app.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps web pages away from a server on loopback. A page can name its own host, let that name
 * resolve to 127.0.0.1, and then read what the browser fetches from here as its own (DNS
 * rebinding); its requests carry its name in the Host header, which gives it away. A server that is
 * bound to another address is meant to be reached by names that are not known here.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class HostCheck implements Ordered {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  private final boolean onLoopback;

  HostCheck(@Value("${millrace.host}") String boundTo) {
    this.onLoopback = isLoopback(boundTo);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // The server will not start on it either, and says so better.
      return false;
    }
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (!onLoopback) {
      return;
    }
    String host = request.getHeaders().get(HttpHeaders.HOST);
    String name = host == null ? "" : PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
    if (!LOOPBACK.contains(name)) {
      throw new ApiException(
          ErrorCode.HOST_NOT_ALLOWED,
          "this server listens on loopback and answers to localhost, 127.0.0.1 and [::1], not to \""
              + name
              + "\"",
          HttpHeaders.HOST);
    }
  }

  @Override
  public int getOrder() {
    return FilterOrder.HOST_CHECK;
  }
}

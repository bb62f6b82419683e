package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests with a key and a user, and answers sorted into bodies, API errors and silence. */
final class ApiConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final URI server;
  private final @Nullable String key;
  private final @Nullable String user;
  private final HttpClient http;

  ApiConnection(URI server, @Nullable String key, @Nullable String user) {
    this.server = server;
    this.key = key;
    this.user = user;
    // HTTP/1.1: an upgrade to HTTP/2 is asked for with the first request, and that may be an upload
    // whose body would have to be sent twice.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  URI server() {
    return server;
  }

  /** A request to a path below the server's URL. */
  HttpRequest.Builder request(String path, Duration patience) {
    String base = server.toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
            .timeout(patience)
            .header("Accept", "application/json, application/x-ndjson");
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (user != null) {
      request.header("X-Millrace-User", user);
    }
    return request;
  }

  /**
   * Sends, and gives the body of a good answer.
   *
   * @throws CancellationException when the thread was interrupted meanwhile
   */
  String text(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    HttpResponse<String> response = exchange(request, BodyHandlers.ofString(UTF_8));
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    throw error(response.statusCode(), response.body());
  }

  /**
   * Sends, and gives the lines of a good answer as they arrive.
   *
   * @throws CancellationException when the thread was interrupted meanwhile
   */
  void lines(HttpRequest.Builder builder, Consumer<String> lines) {
    HttpResponse<Stream<String>> response = exchange(builder.build(), BodyHandlers.ofLines());
    try (Stream<String> body = response.body()) {
      if (response.statusCode() / 100 != 2) {
        throw error(response.statusCode(), body.collect(Collectors.joining("\n")));
      }
      body.forEachOrdered(lines);
    } catch (UncheckedIOException e) {
      throw ServerUnreachable.wentAway(server, e);
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      try {
        return http.send(request, body);
      } catch (ConnectException | HttpConnectTimeoutException e) {
        throw ServerUnreachable.at(server, e);
      } catch (IOException e) {
        // A server may close an idle connection in the moment in which it is used again. The JDK
        // repeats a GET by itself; a PUT says what shall be, so it may be repeated as well.
        if (!request.method().equals("PUT")) {
          throw ServerUnreachable.wentAway(server, e);
        }
        return http.send(request, body);
      }
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw ServerUnreachable.wentAway(server, e);
    } catch (IOException e) {
      throw e.getCause() instanceof UnresolvedAddressException
          ? ServerUnreachable.at(server, e)
          : ServerUnreachable.wentAway(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private RuntimeException error(int status, String body) {
    try {
      JsonNode error = Json.tree(body).path("error");
      String message = error.path("message").asText("");
      if (!message.isEmpty()) {
        return new ApiRefusal(status, error.path("code").asText("unknown"), message);
      }
    } catch (JsonProcessingException e) {
      return ServerUnreachable.stranger(server, status);
    }
    return ServerUnreachable.stranger(server, status);
  }

  /** A value for a query or a path segment. */
  static String escape(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    // Not close(): that would wait for an answer that nobody wants any more.
    http.shutdownNow();
  }
}

package dev.millrace.retrieval.opensearch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.retrieval.opensearch.OpenSearchException.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * Requests to a cluster, over the JDK's own HTTP client: what is asked are a dozen forms of JSON
 * that are made here anyway. A node that is away is passed over; every request may be sent twice,
 * since what is written carries its version. Follows no redirect: the password is for that cluster
 * alone.
 */
final class OpenSearchClient implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int LONGEST_ERROR = 400;

  private final OpenSearchCluster cluster;
  private final HttpClient http;

  /** The node that is asked first: one that answered the last time. */
  private final AtomicInteger first = new AtomicInteger();

  OpenSearchClient(OpenSearchCluster cluster) {
    this.cluster = cluster;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT.compareTo(cluster.timeout()) < 0 ? CONNECT : cluster.timeout())
            .followRedirects(HttpClient.Redirect.NEVER);
    cluster.authority().map(TrustedAuthority::context).ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /** Sends JSON; the answer. */
  JsonNode send(String method, String path, Object body) {
    return send(method, path, bytes(body), "application/json");
  }

  /** Sends nothing. */
  JsonNode send(String method, String path) {
    return send(method, path, new byte[0], "application/json");
  }

  /** Sends a line of JSON for each object. */
  JsonNode lines(String path, List<?> objects) {
    StringBuilder lines = new StringBuilder();
    for (Object one : objects) {
      lines.append(text(one)).append('\n');
    }
    return send(
        "POST", path, lines.toString().getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
  }

  private JsonNode send(String method, String path, byte[] body, String type) {
    int start = first.get();
    OpenSearchException last = null;
    for (int i = 0; i < cluster.urls().size(); i++) {
      int node = Math.floorMod(start + i, cluster.urls().size());
      try {
        JsonNode answer = ask(cluster.urls().get(node), method, path, body, type);
        first.set(node);
        return answer;
      } catch (OpenSearchException e) {
        if (e.fault() == Fault.SLOW) {
          first.set(node + 1);
        }
        if (e.fault() != Fault.UNREACHABLE) {
          throw e;
        }
        last = e;
      }
    }
    throw requireNonNull(last);
  }

  private JsonNode ask(URI node, String method, String path, byte[] body, String type) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request(node, method, path, body, type), BodyHandlers.ofByteArray());
    try {
      return read(node, sent.get(cluster.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new OpenSearchException(
          Fault.SLOW,
          "OpenSearch at %s gave no answer within %d ms; look at its load, or raise millrace.opensearch.timeout"
              .formatted(node, cluster.timeout().toMillis()),
          e);
    } catch (ExecutionException e) {
      throw unreachable(node, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OpenSearchException(Fault.SLOW, "waiting for OpenSearch was given up", e);
    } finally {
      // Closes the connection, should somebody be at the other end who doesn't end.
      sent.cancel(true);
    }
  }

  private static OpenSearchException unreachable(URI node, Throwable cause) {
    String message = cause.getMessage();
    String shown = cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    String fix =
        cause instanceof SSLException
            ? "check that its certificate is for this host and signed by one of millrace.opensearch.ca"
            : "check that it runs, and millrace.opensearch.url";
    return new OpenSearchException(
        Fault.UNREACHABLE,
        "OpenSearch at %s can't be reached (%s); %s".formatted(node, shown, fix),
        cause);
  }

  private HttpRequest request(URI node, String method, String path, byte[] body, String type) {
    String base = node.toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", type);
    }
    cluster
        .login()
        .ifPresent(
            login ->
                request.header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(
                                (login.user() + ":" + login.password())
                                    .getBytes(StandardCharsets.UTF_8))));
    return request.build();
  }

  private JsonNode read(URI node, HttpResponse<byte[]> response) {
    JsonNode json;
    try {
      json = JSON.readTree(response.body());
    } catch (IOException e) {
      json = MissingNode.getInstance();
    }
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      if (!json.isObject()) {
        throw new OpenSearchException(
            Fault.FAILED,
            "what answers at %s is not OpenSearch; check millrace.opensearch.url".formatted(node));
      }
      return json;
    }
    throw refusal(node.toString(), status, json.path("error"), text(response.body()));
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** What an error of a request, or of a part of one, means. */
  OpenSearchException refusal(String node, int status, JsonNode error, String otherwise) {
    String type = error.path("type").asText("");
    String said = shown(error.path("reason").asText(otherwise));
    JsonNode root = error.path("root_cause").path(0).path("reason");
    String why =
        root.isTextual() && !root.textValue().equals(said)
            ? said + " (" + shown(root.textValue()) + ")"
            : said;
    if (type.equals("resource_already_exists_exception")) {
      return new OpenSearchException(Fault.CONFLICT, "OpenSearch at %s: %s".formatted(node, why));
    }
    return switch (status) {
      case 401, 403 ->
          type.startsWith("cluster_block")
              ? new OpenSearchException(
                  Fault.DEGRADED, "OpenSearch at %s takes no changes: %s".formatted(node, why))
              : new OpenSearchException(
                  Fault.REFUSED,
                  "OpenSearch at %s refused %s: %s; set millrace.opensearch.user and millrace.opensearch.password to one who may manage, read and write Millrace's indexes"
                      .formatted(
                          node,
                          cluster
                              .login()
                              .map(login -> "the user " + login.user())
                              .orElse("a request without a user"),
                          why));
      case 404 ->
          new OpenSearchException(Fault.MISSING, "OpenSearch at %s: %s".formatted(node, why));
      case 409 ->
          new OpenSearchException(Fault.CONFLICT, "OpenSearch at %s: %s".formatted(node, why));
      case 429 ->
          new OpenSearchException(
              Fault.BUSY, "OpenSearch at %s has too much to do: %s".formatted(node, why));
      default ->
          status >= 500
              ? new OpenSearchException(
                  Fault.DEGRADED,
                  "OpenSearch at %s can't answer wholly: %s; look at GET /_cluster/health and start the nodes that are missing"
                      .formatted(node, why))
              : new OpenSearchException(
                  Fault.FAILED,
                  "OpenSearch at %s answered %d: %s %s".formatted(node, status, type, why));
    };
  }

  private static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "…";
  }

  private static byte[] bytes(Object body) {
    return text(body).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is sent is no JSON", e);
    }
  }

  /**
   * How long the cluster may wait for parts of itself, so that it can still say which is missing.
   */
  Duration patience() {
    return cluster.timeout().multipliedBy(3).dividedBy(4);
  }

  /** How the cluster is called in messages. */
  String name() {
    return cluster.urls().getFirst().toString();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks the upload part of the API from memory, and answers as a test tells it to
 * where the real one could not be brought to.
 */
final class FakeMillrace implements AutoCloseable {
  /** An answer in place of the usual one. */
  record Answer(int status, String body) {
    static Answer error(int status, String code, String message) {
      return new Answer(
          status, "{\"error\":{\"message\":\"" + message + "\",\"code\":\"" + code + "\"}}");
    }
  }

  final List<String> requests = new ArrayList<>();
  final Map<String, String> stored = new TreeMap<>();
  final List<JsonNode> sources = new ArrayList<>();
  final Map<String, String> reported = new TreeMap<>();
  volatile String finalState = "done";

  /** Given "PUT /api/runs/run-1/files?…" and the like: an answer instead, or null for the usual. */
  volatile Function<String, @Nullable Answer> instead = request -> null;

  private final Map<String, String> manifest = new TreeMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  FakeMillrace() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    byte[] body = exchange.getRequestBody().readAllBytes();
    synchronized (requests) {
      requests.add(request);
    }
    Answer told = instead.apply(request);
    Answer answer = told == null ? usual(exchange, new String(body, UTF_8)) : told;
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer usual(HttpExchange exchange, String body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/health/ready")) {
      return new Answer(200, "{\"status\":\"ready\",\"position\":3,\"indexed\":3}");
    }
    if (path.equals("/api/sources") && exchange.getRequestMethod().equals("GET")) {
      return new Answer(200, "{\"data\":" + Json.write(sources) + ",\"nextCursor\":null}");
    }
    if (path.equals("/api/sources")) {
      JsonNode source = Json.tree(body.replaceFirst("\\{", "{\"id\":\"source-1\","));
      sources.clear();
      sources.add(source);
      return new Answer(201, source.toString());
    }
    if (path.equals("/api/runs")) {
      manifest.clear();
      return new Answer(201, run("running", Map.of()));
    }
    if (path.endsWith("/manifest")) {
      return new Answer(200, answerManifest(body));
    }
    if (path.endsWith("/files")) {
      return new Answer(200, store(exchange.getRequestURI().getRawQuery(), body));
    }
    if (path.endsWith("/complete")) {
      int before = stored.size();
      stored.keySet().retainAll(manifest.keySet());
      return new Answer(200, run(finalState, Map.of("removed", before - stored.size())));
    }
    if (path.endsWith("/outcomes") && exchange.getRequestMethod().equals("GET")) {
      return new Answer(
          200,
          "{\"data\":[{\"externalId\":\"gone.txt\",\"outcome\":\"removed\",\"reason\":null,"
              + "\"documentId\":\"d\",\"stages\":{},\"ms\":1,\"at\":\"2026-01-01T00:00:00Z\"}],"
              + "\"nextCursor\":null}");
    }
    if (path.endsWith("/outcomes")) {
      JsonNode outcome = Json.tree(body);
      reported.put(outcome.get("externalId").asText(), outcome.get("reason").asText());
    }
    return new Answer(200, "{}");
  }

  private String answerManifest(String body) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line : body.lines().toList()) {
      JsonNode file = Json.tree(line);
      String id = file.get("externalId").asText();
      String hash = file.get("sha256").asText();
      manifest.put(id, hash);
      boolean wanted = !hash.equals(stored.get(id));
      lines.append(Json.write(Map.of("externalId", id, "wanted", wanted))).append('\n');
    }
    return lines.toString();
  }

  private String store(String query, String body) {
    String id = "";
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith("externalId=")) {
        id = URLDecoder.decode(pair.substring("externalId=".length()), UTF_8);
      }
    }
    if (body.isEmpty()) {
      return outcome(id, "skipped", "it is empty");
    }
    String before = stored.put(id, manifest.getOrDefault(id, ""));
    return outcome(id, before == null ? "added" : "changed", null);
  }

  private static String outcome(String id, String outcome, @Nullable String reason) {
    Map<String, Object> json = new TreeMap<>();
    json.put("externalId", id);
    json.put("outcome", outcome);
    if (reason != null) {
      json.put("reason", reason);
    }
    json.put("documentId", "d");
    json.put("ms", 7);
    return Json.write(json);
  }

  private static String run(String state, Map<String, Integer> counts) {
    Map<String, Object> json = new TreeMap<>();
    json.put("id", "run-1");
    json.put("sourceId", "source-1");
    json.put("state", state);
    json.put("counts", counts);
    json.put("position", 3);
    if (state.equals("failed")) {
      json.put("reason", "the disk is full");
    }
    return Json.write(json);
  }

  /** The requests of a method, in the order of their text. */
  Set<String> requests(String method) {
    synchronized (requests) {
      TreeSet<String> found = new TreeSet<>(requests);
      found.removeIf(request -> !request.startsWith(method + " "));
      return found;
    }
  }
}

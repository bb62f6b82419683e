package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sends a request again until it is answered, as a client of a server that may die does. */
final class StubbornClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int SERVER_ERROR = 500;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI server;
  private final Map<String, Integer> refusals = new TreeMap<>();
  private volatile boolean unanswered;

  StubbornClient(URI server) {
    this.server = server;
  }

  record Answer(int status, JsonNode json) {}

  /** Whether a request is on its way just now. */
  boolean isUnanswered() {
    return unanswered;
  }

  /** How often the server said that it can't just now, by what it said. */
  Map<String, Integer> refusals() {
    synchronized (refusals) {
      return new TreeMap<>(refusals);
    }
  }

  Answer get(String path) throws InterruptedException {
    return send(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  Answer delete(String path) throws InterruptedException {
    return send(HttpRequest.newBuilder(server.resolve(path)).DELETE());
  }

  Answer post(String path, Object body, @Nullable String idempotencyKey)
      throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    try {
      return send(
          request
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Posts a batch until each of its lines is dealt with.
   *
   * @return what was answered to each
   */
  List<JsonNode> postLines(String path, List<?> lines) throws InterruptedException {
    StringBuilder body = new StringBuilder();
    try {
      for (Object line : lines) {
        body.append(JSON.writeValueAsString(line)).append('\n');
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
    return send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/x-ndjson")
            .header("Accept", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body.toString())),
        response -> whole(response, lines.size()));
  }

  /** The answers, if there is one to each line and none says that it can't be dealt with now. */
  private Optional<List<JsonNode>> whole(HttpResponse<String> response, int lines)
      throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : response.body().lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    if (answers.size() != lines + 1 || !answers.getLast().has("summary")) {
      count("broken off");
      return Optional.empty();
    }
    answers.removeLast();
    for (JsonNode answer : answers) {
      String code = answer.at("/error/code").asText("");
      if (List.of("database_unavailable", "not_ready", "not_now", "internal").contains(code)) {
        count("a line: " + code);
        return Optional.empty();
      }
    }
    return Optional.of(answers);
  }

  private void count(String refusal) {
    synchronized (refusals) {
      refusals.merge(refusal, 1, Integer::sum);
    }
  }

  private Answer send(HttpRequest.Builder request) throws InterruptedException {
    return send(
        request,
        response -> Optional.of(new Answer(response.statusCode(), JSON.readTree(response.body()))));
  }

  /** What an answer says; empty if it is not whole. */
  private interface Reading<T> {
    Optional<T> of(HttpResponse<String> response) throws IOException;
  }

  private <T> T send(HttpRequest.Builder request, Reading<T> reading) throws InterruptedException {
    HttpRequest whole =
        request
            .header("Authorization", "Bearer " + ServerProcess.KEY)
            .timeout(Duration.ofSeconds(60))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    unanswered = true;
    try {
      while (true) {
        String why;
        try {
          HttpResponse<String> response = http.send(whole, BodyHandlers.ofString());
          if (response.statusCode() < SERVER_ERROR) {
            Optional<T> read = reading.of(response);
            if (read.isPresent()) {
              return read.get();
            }
            why = "an answer that is not whole";
          } else {
            why = response.statusCode() + " " + JSON.readTree(response.body()).at("/error/code");
            count(why);
          }
        } catch (IOException e) {
          why = e.toString();
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(whole + " is not answered: " + why);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      unanswered = false;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}

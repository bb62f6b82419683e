package dev.millrace.retrieval.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request over HTTP. Follows no redirect: the key is for that server alone. */
final class Exchange {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_ERROR = 300;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  private final HttpClient http;
  private final ModelServer server;

  Exchange(HttpClient http, ModelServer server) {
    this.http = http;
    this.server = server;
  }

  /**
   * Asks once.
   *
   * @param timeout for all of it, the last byte included
   */
  <T> Reply<T> ask(Question<T> question, Duration timeout) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(
            request(question.body()),
            BodyHandlers.limiting(
                BodyHandlers.ofString(StandardCharsets.UTF_8), question.mostBytes()));
    try {
      return reply(question, sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return new Reply.Busy<>("gave no answer in " + timeout.toMillis() + " ms", none());
    } catch (ExecutionException e) {
      return new Reply.Busy<>("can't be reached: " + shownFault(e), none());
    } finally {
      // Closes the connection, should somebody be at the other end who doesn't end.
      sent.cancel(true);
    }
  }

  private HttpRequest request(Map<String, Object> body) {
    HttpRequest.Builder request;
    try {
      request =
          HttpRequest.newBuilder(server.endpoint())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text that is no JSON", e);
    }
    server.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  private <T> Reply<T> reply(Question<T> question, HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == 200) {
      return question.reader().read(response.body());
    }
    String reason = "answered " + status + ": " + errorText(response.body());
    return status == TOO_MANY || status == REQUEST_TIMEOUT || status >= 500
        ? new Reply.Busy<>(
            reason, response.headers().firstValue("Retry-After").flatMap(Exchange::seconds))
        : new Reply.Refused<>(reason);
  }

  /** Dates are not waited for: no server of models is known to send one. */
  private static Optional<Duration> seconds(String retryAfter) {
    return retryAfter.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
        : none();
  }

  private static Optional<Duration> none() {
    return Optional.empty();
  }

  /**
   * The message of OpenAI's, Ollama's, Jina's or Cohere's error form, or the beginning of what came
   * instead.
   */
  private String errorText(String body) {
    String text = body;
    try {
      JsonNode answer = JSON.readTree(body);
      JsonNode error = answer.path("error");
      String other = answer.path("message").asText(answer.path("detail").asText(body));
      text = error.isTextual() ? error.textValue() : error.path("message").asText(other);
    } catch (JsonProcessingException e) {
      // Not JSON, so a proxy's page: its beginning says enough.
    }
    return shown(text);
  }

  private String shownFault(ExecutionException e) {
    Throwable fault = e.getCause() == null ? e : e.getCause();
    String message = fault.getMessage();
    String kind = fault.getClass().getSimpleName();
    return shown(message == null ? kind : kind + ": " + message);
  }

  /** Some servers put the key that they refuse into the message. */
  private String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    String safe = server.apiKey().map(key -> line.replace(key, "***")).orElse(line);
    return safe.length() <= LONGEST_ERROR ? safe : safe.substring(0, LONGEST_ERROR) + "…";
  }
}

package dev.millrace.retrieval.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request for vectors, over HTTP. Follows no redirect: the key is for that server alone. */
final class EmbeddingCall {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A number takes 25 characters at most, as any server writes them. */
  private static final int BYTES_PER_NUMBER = 32;

  private static final int LONGEST_ERROR = 300;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  private final HttpClient http;
  private final RemoteServer server;
  private final VectorAnswer answer;

  EmbeddingCall(HttpClient http, RemoteServer server, int dimension) {
    this.http = http;
    this.server = server;
    this.answer = new VectorAnswer(server.api(), dimension);
  }

  /**
   * Asks once.
   *
   * @param timeout for all of it, the last byte included
   */
  EmbeddingReply ask(List<String> texts, Duration timeout) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request(texts), bounded(texts));
    try {
      return reply(sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS), texts.size());
    } catch (TimeoutException e) {
      return new EmbeddingReply.Busy("gave no answer in " + timeout.toMillis() + " ms", none());
    } catch (ExecutionException e) {
      return new EmbeddingReply.Busy("can't be reached: " + shownFault(e), none());
    } finally {
      // Closes the connection, should somebody be at the other end who doesn't end.
      sent.cancel(true);
    }
  }

  private HttpRequest request(List<String> texts) {
    Map<String, Object> body = Map.of("model", server.model(), "input", texts);
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

  private HttpResponse.BodyHandler<String> bounded(List<String> texts) {
    long most = (long) (texts.size() + 1) * (answer.dimension() + 1_000L) * BYTES_PER_NUMBER;
    return BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), most);
  }

  private EmbeddingReply reply(HttpResponse<String> response, int wanted) {
    int status = response.statusCode();
    if (status == 200) {
      return answer.read(response.body(), wanted);
    }
    String reason = "answered " + status + ": " + errorText(response.body());
    return status == TOO_MANY || status == REQUEST_TIMEOUT || status >= 500
        ? new EmbeddingReply.Busy(
            reason, response.headers().firstValue("Retry-After").flatMap(EmbeddingCall::seconds))
        : new EmbeddingReply.Refused(reason);
  }

  /** Dates are not waited for: no embedding server is known to send one. */
  private static Optional<Duration> seconds(String retryAfter) {
    return retryAfter.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
        : none();
  }

  private static Optional<Duration> none() {
    return Optional.empty();
  }

  /** The message of OpenAI's or Ollama's error form, or the beginning of what came instead. */
  private String errorText(String body) {
    String text = body;
    try {
      JsonNode error = JSON.readTree(body).path("error");
      text = error.isTextual() ? error.textValue() : error.path("message").asText(body);
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

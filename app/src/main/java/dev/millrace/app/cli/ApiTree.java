package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The API's answers as trees, for commands that show what there is rather than work with it. */
final class ApiTree {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** For what searches many times: ten thousand questions, twice. */
  static final Duration LONG_PATIENCE = Duration.ofHours(1);

  /** Nothing of the answer is read before all of a batch is sent. */
  private static final Duration BATCH_PATIENCE = Duration.ofDays(2);

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private final ApiConnection connection;

  ApiTree(ApiConnection connection) {
    this.connection = connection;
  }

  JsonNode get(String path) {
    return tree(connection.text(connection.request(path, PATIENCE).GET()));
  }

  JsonNode post(String path, Object body) {
    return post(path, body, PATIENCE);
  }

  JsonNode post(String path, Object body, Duration patience) {
    HttpRequest.Builder request =
        connection
            .request(path, patience)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body)));
    return tree(connection.text(request));
  }

  /** Puts lines of JSON. */
  JsonNode putLines(String path, BodyPublisher lines) {
    return tree(
        connection.text(
            connection
                .request(path, PATIENCE)
                .header("Content-Type", "application/x-ndjson")
                .PUT(lines)));
  }

  /** What a deletion answers; an empty object where that is nothing. */
  JsonNode delete(String path) {
    String answer = connection.text(connection.request(path, PATIENCE).DELETE());
    return tree(answer.isBlank() ? "{}" : answer);
  }

  /**
   * The items of a list, page by page.
   *
   * @param most of which no more are wanted
   */
  void each(String path, int most, Consumer<JsonNode> items) {
    String joint = path.contains("?") ? "&" : "?";
    String cursor = "";
    int left = most;
    do {
      JsonNode page = get(path + joint + "limit=" + Math.min(left, 500) + cursor);
      page.path("data").forEach(items);
      left -= page.path("data").size();
      String next = page.path("nextCursor").asText("");
      cursor = next.isEmpty() || next.equals("null") ? "" : "&cursor=" + ApiConnection.escape(next);
    } while (!cursor.isEmpty() && left > 0);
  }

  /**
   * A source by its name or its id.
   *
   * @throws CommandFailure if there is none
   */
  JsonNode source(String nameOrId) {
    return findSource(nameOrId)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no source \"" + nameOrId + "\": ./millrace sources list"));
  }

  Optional<JsonNode> findSource(String nameOrId) {
    JsonNode[] found = new JsonNode[1];
    each(
        "/api/sources",
        Integer.MAX_VALUE,
        source -> {
          if (source.path("name").asText().equals(nameOrId)
              || source.path("id").asText().equalsIgnoreCase(nameOrId)) {
            found[0] = source;
          }
        });
    return Optional.ofNullable(found[0]);
  }

  String sourceId(String nameOrId) {
    return source(nameOrId).path("id").asText();
  }

  /** The id of a run; of a source's newest run where that is named. */
  String runId(String idOrSource) {
    if (ID.matcher(idOrSource).matches() && findSource(idOrSource).isEmpty()) {
      return idOrSource;
    }
    JsonNode newest =
        get("/api/runs?limit=1&sourceId=" + sourceId(idOrSource)).path("data").path(0);
    if (newest.isMissingNode()) {
      throw new CommandFailure(
          "\"" + idOrSource + "\" was never run: ./millrace sources run \"" + idOrSource + "\"");
    }
    return newest.path("id").asText();
  }

  /** Follows a run to its end, or until it asks; events by name. */
  void follow(String runId, BiConsumer<String, String> events) {
    ServerSentEvents stream = new ServerSentEvents(events);
    connection.lines(
        connection
            .request("/api/runs/" + runId + "/events", PATIENCE)
            .setHeader("Accept", "text/event-stream, application/json")
            .GET(),
        stream::line);
  }

  /** Sends lines of documents; the answer's lines as they come. */
  void batch(String query, InputStream lines, Consumer<String> answers) {
    connection.lines(
        connection
            .request("/api/documents/batch" + query, BATCH_PATIENCE)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofInputStream(() -> lines)),
        answers);
  }

  /** A body for calls that need none. */
  static Map<String, Object> nothing() {
    return Map.of();
  }

  private JsonNode tree(String json) {
    try {
      return Json.tree(json);
    } catch (JsonProcessingException e) {
      throw ServerUnreachable.stranger(connection.server(), 200);
    }
  }
}

package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of the API that only measurements make. Safe for use by many threads. */
final class BenchClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final URI server;
  private final ApiConnection connection;

  BenchClient(URI server, String key) {
    this.server = server;
    this.connection = new ApiConnection(server, key, null);
  }

  /**
   * A run as it stands.
   *
   * @param total files found; null while it is still listing
   * @param counts files by outcome
   * @param stages milliseconds that its files spent in each stage, added up
   */
  record FolderRun(
      String id,
      String state,
      @Nullable String reason,
      @Nullable Long total,
      Map<String, Integer> counts,
      Map<String, Long> stages,
      long position) {
    FolderRun {
      counts = counts == null ? Map.of() : Map.copyOf(counts);
      stages = stages == null ? Map.of() : Map.copyOf(stages);
    }

    boolean goesOn() {
      return switch (state) {
        case "queued", "running", "paused" -> true;
        default -> false;
      };
    }

    long settled() {
      return counts.values().stream().mapToLong(Integer::longValue).sum();
    }
  }

  /**
   * A document that is handed over.
   *
   * @param externalId one of that id is replaced
   */
  record Pushed(String externalId, String title, String text, @Nullable String sourceId) {}

  /** What became of it. */
  record Taken(String documentId, String outcome, long position) {}

  private record Made(String id) {}

  /** A source that the server reads from a folder; its id. */
  String folderSource(String name, Path folder) {
    return post(
            "/api/sources",
            Map.of("name", name, "kind", "folder", "settings", Map.of("path", folder.toString())),
            Made.class)
        .id();
  }

  /** A source for pushed documents; its id. */
  String pushSource(String name) {
    return post("/api/sources", Map.of("name", name, "kind", "push"), Made.class).id();
  }

  /** Starts a run. */
  FolderRun start(String sourceId) {
    return post("/api/runs", Map.of("sourceId", sourceId), FolderRun.class);
  }

  FolderRun run(String id) {
    return read(
        connection.text(connection.request("/api/runs/" + id, PATIENCE).GET()), FolderRun.class);
  }

  Taken push(Pushed document) {
    return post("/api/documents", document, Taken.class);
  }

  void remove(String documentId) {
    connection.text(connection.request("/api/documents/" + documentId, PATIENCE).DELETE());
  }

  SearchAnswer search(String query, int limit) {
    return post(
        "/api/search", new SearchQuery(query, limit, "hybrid", 0, null), SearchAnswer.class);
  }

  private <T> T post(String path, Object body, Class<T> type) {
    return read(
        connection.text(
            connection
                .request(path, PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)))),
        type);
  }

  private <T> T read(String json, Class<T> type) {
    try {
      return Json.read(json, type);
    } catch (JsonProcessingException e) {
      throw ServerUnreachable.stranger(server, 200);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}

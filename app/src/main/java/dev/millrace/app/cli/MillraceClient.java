package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API as the command line uses it. Safe for use by many threads.
 *
 * <p>Every call throws {@link ApiRefusal} for an error that Millrace itself reports, and {@link
 * ServerUnreachable} when nothing, or something else, answers.
 */
final class MillraceClient implements AutoCloseable {
  /** Beyond what any answer but an upload's should take. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A large file is parsed and embedded before the answer comes. */
  private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(30);

  /** As long as the server itself allows. */
  private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(11);

  private static final Duration INDEX_PAUSE = Duration.ofMillis(50);

  private final ApiConnection connection;

  /**
   * A client that has not connected yet.
   *
   * @param server base URL, without a path or with that of a proxy
   * @param key the bearer key, or null to go without, which only {@code /health} allows
   * @param user the user to read as, or null for the key's own
   */
  MillraceClient(URI server, @Nullable String key, @Nullable String user) {
    this.connection = new ApiConnection(server, key, user);
  }

  URI server() {
    return connection.server();
  }

  /** The API's answers as they are. */
  ApiTree tree() {
    return new ApiTree(connection);
  }

  /** Makes the source, or brings the one of that name up to date. */
  SourceView putSource(SourceSpec spec) {
    return json("/api/sources", spec, SourceView.class, UPLOAD_PATIENCE);
  }

  /** The source of that name. */
  Optional<SourceView> source(String name) {
    String cursor = "";
    do {
      SourcePage page = get("/api/sources?limit=500" + cursor, SourcePage.class);
      for (SourceView source : page.data()) {
        if (source.name().equals(name)) {
          return Optional.of(source);
        }
      }
      cursor = following(page.nextCursor());
    } while (!cursor.isEmpty());
    return Optional.empty();
  }

  /** Opens a run of an upload source. */
  RunView openRun(String sourceId) {
    return json("/api/runs", Map.of("sourceId", sourceId), RunView.class, PATIENCE);
  }

  /** The run as it stands. */
  RunView run(String runId) {
    return get("/api/runs/" + runId, RunView.class);
  }

  /**
   * Tells the server what there is; the external ids that it wants sent, in the order of the lines.
   */
  Set<String> manifest(String runId, List<ManifestLine> lines) {
    StringBuilder body = new StringBuilder(lines.size() * 160);
    for (ManifestLine line : lines) {
      body.append(write(line)).append('\n');
    }
    HttpRequest.Builder request =
        connection
            .request("/api/runs/" + runId + "/manifest", UPLOAD_PATIENCE)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body.toString()));
    Set<String> wanted = new LinkedHashSet<>();
    connection
        .text(request)
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> read(line, WantedView.class))
        .filter(WantedView::wanted)
        .forEach(line -> wanted.add(line.externalId()));
    return wanted;
  }

  /**
   * Sends one file.
   *
   * @param uri where people find the file, or null for none
   * @throws IOException when the file cannot be read
   */
  FileOutcome upload(String runId, String externalId, @Nullable String uri, Path file)
      throws IOException {
    String query =
        "?externalId="
            + ApiConnection.escape(externalId)
            + (uri == null ? "" : "&uri=" + ApiConnection.escape(uri));
    BodyPublisher body = BodyPublishers.ofFile(file);
    HttpRequest.Builder request =
        connection
            .request("/api/runs/" + runId + "/files" + query, UPLOAD_PATIENCE)
            .header("Content-Type", "application/octet-stream")
            .PUT(body);
    return read(connection.text(request), FileOutcome.class);
  }

  /** Reports a file that could not be sent. */
  void report(String runId, FileOutcome outcome) {
    post(
        "/api/runs/" + runId + "/outcomes",
        Map.of(
            "externalId", outcome.externalId(),
            "outcome", outcome.outcome().wire(),
            "reason", outcome.reason() == null ? "unknown" : outcome.reason()));
  }

  /** Says that all was sent: the server removes what the manifest did not name. */
  RunView complete(String runId) {
    return json("/api/runs/" + runId + "/complete", Map.of(), RunView.class, UPLOAD_PATIENCE);
  }

  /** Ends a run before it is complete. */
  void cancel(String runId) {
    post("/api/runs/" + runId + "/cancel", Map.of());
  }

  /** The files of a run that ended that way, all pages. */
  List<FileOutcome> outcomes(String runId, FileOutcome.Kind kind) {
    List<FileOutcome> all = new ArrayList<>();
    String cursor = "";
    do {
      String path = "/api/runs/" + runId + "/outcomes?limit=500&outcome=" + kind.wire() + cursor;
      OutcomePage page = get(path, OutcomePage.class);
      all.addAll(page.data());
      cursor = following(page.nextCursor());
    } while (!cursor.isEmpty());
    return all;
  }

  /** Searches; the API's JSON as it came. */
  String searchJson(SearchQuery query) {
    return connection.text(posted("/api/search", query, PATIENCE));
  }

  /**
   * Asks, and hands on what happens as it happens.
   *
   * @throws ApiRefusal if the question is refused, or there is no answer in the end
   */
  void ask(AskQuestion question, AnswerListener listener) {
    AnswerStream answer = new AnswerStream(server(), listener);
    connection.lines(
        posted("/api/ask", question, ANSWER_PATIENCE)
            .setHeader("Accept", "text/event-stream, application/json"),
        answer::line);
    answer.end();
  }

  /** Reads what {@link #searchJson} gave. */
  SearchAnswer answer(String json) {
    return read(json, SearchAnswer.class);
  }

  /** Sets the members of a group, in the text form of principals. */
  void putGroup(String name, List<String> members) {
    HttpRequest.Builder request =
        connection
            .request("/api/groups/" + ApiConnection.escape(name), PATIENCE)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(write(Map.of("members", members))));
    connection.text(request);
  }

  /** The index's generations. */
  GenerationsClient generations() {
    return new GenerationsClient(connection);
  }

  /** Whether the server still answers. */
  boolean alive() {
    try {
      connection.text(connection.request("/health/live", Duration.ofSeconds(5)).GET());
      return true;
    } catch (ServerUnreachable e) {
      return false;
    } catch (ApiRefusal e) {
      return true;
    }
  }

  /**
   * Waits until searches find what was written up to a position of the log.
   *
   * @return whether they do; false when the time was not enough
   */
  boolean awaitIndexed(long position, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (indexed() < position) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(INDEX_PAUSE.toNanos());
    }
    return true;
  }

  private long indexed() {
    try {
      return get("/health/ready", ReadyView.class).indexed();
    } catch (ServerUnreachable e) {
      // A server that is not ready says so with status 503 and without the form of an error.
      if (alive()) {
        return -1;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  private void post(String path, Object body) {
    connection.text(posted(path, body, PATIENCE));
  }

  private HttpRequest.Builder posted(String path, Object body, Duration patience) {
    return connection
        .request(path, patience)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(write(body)));
  }

  private <T> T json(String path, Object body, Class<T> type, Duration patience) {
    return read(connection.text(posted(path, body, patience)), type);
  }

  private <T> T get(String path, Class<T> type) {
    return read(connection.text(connection.request(path, PATIENCE).GET()), type);
  }

  private static String following(@Nullable String cursor) {
    return cursor == null ? "" : "&cursor=" + ApiConnection.escape(cursor);
  }

  private static String write(Object value) {
    return Json.write(value);
  }

  private <T> T read(String json, Class<T> type) {
    try {
      return Json.read(json, type);
    } catch (JsonProcessingException e) {
      throw ServerUnreachable.stranger(server(), 200);
    }
  }

  private record SourcePage(List<SourceView> data, @Nullable String nextCursor) {}

  private record ReadyView(long indexed) {}

  private record WantedView(String externalId, boolean wanted) {}

  private record OutcomePage(List<FileOutcome> data, @Nullable String nextCursor) {}
}

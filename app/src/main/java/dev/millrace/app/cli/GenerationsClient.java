package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API's generations as the command line uses them. */
final class GenerationsClient {
  private static final String PATH = "/api/generations";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ApiConnection connection;

  GenerationsClient(ApiConnection connection) {
    this.connection = connection;
  }

  /** A generation as the API gives it. */
  record Generation(
      int id,
      String model,
      String passages,
      String state,
      boolean wanted,
      long position,
      int gaps,
      @Nullable Left left,
      @Nullable String trouble,
      @Nullable String switchedAt) {
    boolean is(String wire) {
      return state.equals(wire);
    }
  }

  /** What building takes. */
  record Left(
      long documents,
      long passages,
      long characters,
      double charactersPerSecond,
      @Nullable Long seconds,
      long tokens,
      double cost,
      String currency) {}

  /** What a comparison of the index with the database found. */
  record Verified(
      long position,
      long documents,
      long passages,
      long missing,
      long stale,
      long surplus,
      long differing,
      long repaired) {}

  private record All(List<Generation> data) {}

  List<Generation> all() {
    return read(get(PATH), All.class).data();
  }

  Generation get(int id) {
    return read(get(PATH + "/" + id), Generation.class);
  }

  /** The one that searches use. */
  Optional<Generation> live() {
    return all().stream().filter(one -> one.is("live")).findFirst();
  }

  Left forecast() {
    return read(post(PATH + "/forecast", Map.of()), Left.class);
  }

  Generation build() {
    return read(post(PATH, Map.of()), Generation.class);
  }

  /** Pauses or resumes. */
  Generation act(int id, String act) {
    return read(post(PATH + "/" + id + "/" + act, Map.of()), Generation.class);
  }

  Generation switchTo(int id, boolean withGaps) {
    return read(post(PATH + "/" + id + "/switch", Map.of("withGaps", withGaps)), Generation.class);
  }

  Generation drop(int id) {
    return read(
        connection.text(connection.request(PATH + "/" + id, PATIENCE).DELETE()), Generation.class);
  }

  Verified verify(int id, boolean repair) {
    return read(post(PATH + "/" + id + "/verify", Map.of("repair", repair)), Verified.class);
  }

  private String get(String path) {
    return connection.text(connection.request(path, PATIENCE).GET());
  }

  private String post(String path, Object body) {
    return connection.text(
        connection
            .request(path, PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body))));
  }

  private <T> T read(String json, Class<T> type) {
    try {
      return Json.read(json, type);
    } catch (JsonProcessingException e) {
      throw ServerUnreachable.stranger(connection.server(), 200);
    }
  }
}

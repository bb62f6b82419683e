package dev.millrace.app.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.app.console.session.Logins;
import dev.millrace.app.database.ScratchHome;
import dev.millrace.app.wiring.Server;
import dev.millrace.retrieval.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A server with the demonstration's handbook in folders that it reads, started once. */
final class ConsoleServer {
  static final String ADMIN_KEY = "an-admin-key-for-the-console";

  /** Text in which Java and browsers count other positions than Millrace. */
  static final String EMOJI_TEXT =
      "# Off-site 😀🎉\n\nParty on 12 June 👩‍👩‍👧. The ferry 🛳 leaves at 07:05 from pier 4.\n";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> READERS =
      Map.of("everyone", "everyone", "hr", "group:hr", "finance", "group:finance");

  private static final class Shared {
    static final HttpClient CLIENT = HttpClient.newHttpClient();
    static final ScratchHome HOME = ScratchHome.create();
    static final ScratchHome FOLDERS = ScratchHome.create();
    static final Server SERVER = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(Shared::end));
      fill();
    }

    private static Server start() {
      return Server.start(
          Map.of(
              "millrace.db-url",
              TestPostgres.freshUrl(),
              "millrace.home",
              HOME.path().toString(),
              "millrace.port",
              "0",
              "millrace.admin-key",
              ADMIN_KEY));
    }

    private static void end() {
      SERVER.close();
      HOME.close();
      FOLDERS.close();
    }
  }

  private ConsoleServer() {}

  static String url(String path) {
    return "http://127.0.0.1:" + Shared.SERVER.port() + path;
  }

  /** A part of the server. */
  static <T> T part(Class<T> type) {
    return Shared.SERVER.part(type);
  }

  /** A link that logs in with the admin key, reading as that user. */
  static String link(String user) {
    return url(part(Logins.class).oneTimeLink(ADMIN_KEY, Optional.of(user)));
  }

  /** A folder that the server can be told to read. */
  static Path folder(String name) {
    return Shared.FOLDERS.path().resolve(name);
  }

  private static void fill() {
    send("/api/groups/hr", "PUT", Map.of("members", users("ingrid", "helene")));
    send("/api/groups/finance", "PUT", Map.of("members", users("marit", "helene")));
    for (String document : resource("index.txt").lines().filter(it -> !it.isBlank()).toList()) {
      write(folder(document), "/handbook/" + document);
    }
    READERS.forEach((name, reader) -> run(source("handbook/" + name, folder(name), reader)));
    writeText(folder("notes").resolve("off-site.md"), EMOJI_TEXT);
    run(source("notes", folder("notes"), "everyone"));
  }

  private static List<String> users(String... names) {
    return List.of(names).stream().map(name -> "user:" + name).toList();
  }

  /** Makes a folder source; its id. */
  static String source(String name, Path folder, String reader) {
    return send(
            "/api/sources",
            "POST",
            Map.of(
                "name",
                name,
                "kind",
                "folder",
                "settings",
                Map.of("path", folder.toString()),
                "readers",
                List.of(reader),
                "sensitivity",
                reader.equals("everyone") ? "internal" : "confidential"))
        .path("id")
        .asText();
  }

  /** Runs a source to its end. */
  static void run(String source) {
    String run = send("/api/runs", "POST", Map.of("sourceId", source)).path("id").asText();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    while (get("/api/runs/" + run).path("finishedAt").isNull()) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("the run of " + source + " does not end");
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Asks as helene; the conversation. */
  static String conversation(String question) {
    return send("/api/ask", "POST", Map.of("question", question)).path("conversationId").asText();
  }

  /** Makes a key; what the API says of it, the key itself included. */
  static JsonNode key(String user, String... scopes) {
    return send(
        "/api/keys", "POST", Map.of("name", "of a test", "scopes", List.of(scopes), "user", user));
  }

  /** The document of that external id, as helene sees it, who may read all but what is private. */
  static JsonNode document(String externalId) {
    for (JsonNode one : get("/api/documents?limit=500").path("data")) {
      if (one.path("externalId").asText().equals(externalId)) {
        return one;
      }
    }
    throw new IllegalStateException("there is no document " + externalId);
  }

  static JsonNode get(String path) {
    return answer(request(path).GET());
  }

  static JsonNode send(String path, String method, Map<String, ?> body) {
    try {
      return answer(
          request(path)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url(path)))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + ADMIN_KEY)
        .header("X-Millrace-User", "helene");
  }

  private static JsonNode answer(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = Shared.CLIENT.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
      return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ConsoleServer.class.getResourceAsStream("/handbook/" + name)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String resource) {
    try (InputStream in = ConsoleServer.class.getResourceAsStream(resource)) {
      Files.createDirectories(file.getParent());
      Files.copy(java.util.Objects.requireNonNull(in), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file with its folders. */
  static void writeText(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.millrace.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.app.database.ScratchHome;
import dev.millrace.app.wiring.Server;
import dev.millrace.retrieval.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server for tests of the API, started once, and a client of it. */
public final class Api {
  public static final String ADMIN_KEY = "an-admin-key-for-tests";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What came back. */
  public record Answer(int status, HttpResponse<String> raw) {
    public JsonNode json() throws IOException {
      return JSON.readTree(raw.body());
    }

    public String code() throws IOException {
      return json().path("error").path("code").asText();
    }

    public String param() throws IOException {
      return json().path("error").path("param").asText(null);
    }

    public String message() throws IOException {
      return json().path("error").path("message").asText();
    }
  }

  private static final class Shared {
    static final Server SERVER = start();
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static Server start() {
      ScratchHome home = ScratchHome.create();
      Server server =
          Server.start(
              Map.of(
                  "millrace.db-url",
                  TestPostgres.freshUrl(),
                  "millrace.home",
                  home.path().toString(),
                  "millrace.port",
                  "0",
                  "millrace.admin-key",
                  ADMIN_KEY,
                  "millrace.http.keep-alive",
                  "200ms",
                  "test.fakes",
                  "true"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, home)));
      return server;
    }

    private static void end(Server server, ScratchHome home) {
      server.close();
      home.close();
    }
  }

  private Api() {}

  /** A part of the server. */
  public static <T> T bean(Class<T> type) {
    return Shared.SERVER.part(type);
  }

  public static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + Shared.SERVER.port() + path);
  }

  /** A request with the admin key. */
  public static HttpRequest.Builder request(String path) {
    return anonymous(path).header("Authorization", "Bearer " + ADMIN_KEY);
  }

  /** A request with that key. */
  public static HttpRequest.Builder request(String path, String key) {
    return anonymous(path).header("Authorization", "Bearer " + key);
  }

  public static HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
  }

  public static HttpRequest.Builder post(HttpRequest.Builder request, String json) {
    return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
  }

  public static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = Shared.CLIENT.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response);
  }

  public static Answer get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  public static Answer post(String path, String json) throws IOException, InterruptedException {
    return send(post(request(path), json));
  }

  /** A new key with those scopes, reading as that user. */
  public static String key(String user, String... scopes) throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            Map.of("name", "a key of a test", "scopes", List.of(scopes), "user", user));
    Answer made = post("/api/keys", body);
    if (made.status() != 201) {
      throw new IllegalStateException(made.raw().body());
    }
    return made.json().get("key").asText();
  }
}

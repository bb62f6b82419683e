package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Sources that the server goes to by itself, through the API. */
class VisitedSourcesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "tok-9f8e7d6c5b4a";

  @TempDir Path folder;

  @Test
  void kindsSayWhatCanBeSet() throws Exception {
    JsonNode kinds = Api.get("/api/source-kinds").json().path("data");

    assertThat(kinds.findValuesAsText("kind")).contains("folder", "git", "upload", "push");
    JsonNode git = JSON.createObjectNode();
    for (JsonNode kind : kinds) {
      git = kind.path("kind").asText().equals("git") ? kind : git;
    }
    JsonNode url = JSON.createObjectNode();
    JsonNode token = JSON.createObjectNode();
    for (JsonNode setting : git.path("settings")) {
      url = setting.path("name").asText().equals("url") ? setting : url;
      token = setting.path("name").asText().equals("token") ? setting : token;
    }
    assertThat(url.path("required").asBoolean()).isTrue();
    assertThat(token.path("secret").asBoolean()).isTrue();
    assertThat(token.has("default")).isTrue();
    assertThat(token.path("description").asText()).isNotBlank();
  }

  @Test
  void aPlaceIsTriedBeforeAndAfterItIsKept() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "a");
    Api.Answer before = Api.post("/api/sources/test", body("kind", "folder", settings(folder)));
    assertThat(before.status()).isEqualTo(200);
    assertThat(before.json().path("ok").asBoolean()).isTrue();
    assertThat(before.json().path("message").asText()).contains("1");

    String id = source(folder, Map.of()).path("id").asText();
    assertThat(Api.post("/api/sources/test", body("sourceId", id, Map.of())).status())
        .isEqualTo(200);

    Api.Answer away =
        Api.post("/api/sources/test", body("kind", "folder", settings(folder.resolve("away"))));
    assertThat(away.status()).isEqualTo(422);
    assertThat(away.code()).isEqualTo("source_not_usable");
    assertThat(Api.post("/api/sources/test", "{}").code()).isEqualTo("invalid_value");
    String key = Api.key("tess", "ingest");
    assertThat(
            Api.send(
                    Api.post(
                        Api.request("/api/sources/test", key),
                        body("kind", "folder", settings(folder))))
                .status())
        .isEqualTo(403);
  }

  @Test
  void secretsAreNeverShown() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      String name = "git-" + UUID.randomUUID();
      String here = "https://127.0.0.1:1/a.git";
      Api.Answer made = git(name, Map.of("url", here, "token", SECRET));
      assertThat(made.status()).isEqualTo(201);
      assertThat(made.json().path("secrets")).hasSize(1);
      assertThat(made.json().path("settings").has("token")).isFalse();
      String id = made.json().path("id").asText();

      Api.Answer kept = git(name, Map.of("url", here));
      assertThat(kept.json().path("secrets").get(0).asText()).isEqualTo("token");
      Api.Answer elsewhere = git(name, Map.of("url", "https://127.0.0.1:2/a.git"));
      assertThat(elsewhere.status()).isEqualTo(400);
      assertThat(elsewhere.message()).contains("token");

      List<Api.Answer> all =
          List.of(
              made,
              kept,
              elsewhere,
              Api.get("/api/sources/" + id),
              Api.get("/api/sources"),
              Api.post("/api/sources/test", body("sourceId", id, Map.of())),
              Api.post(
                  "/api/sources/test", body("kind", "git", Map.of("url", here, "token", SECRET))),
              git(name, Map.of("url", here, "token", SECRET, "depth", SECRET)),
              git(name, Map.of("url", "https://" + SECRET + "@", "token", SECRET)));
      assertThat(all).allSatisfy(answer -> assertThat(answer.raw().body()).doesNotContain(SECRET));
      assertThat(log.list)
          .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain(SECRET));
    } finally {
      root.detachAppender(log);
    }
  }

  @Test
  void visitsAreKeptAndPausedApart() throws Exception {
    JsonNode source = source(folder, Map.of("schedule", "every 6h", "mostRemoved", 0.5));
    String path = "/api/sources/" + source.path("id").asText();
    assertThat(source.path("schedule").asText()).isEqualTo("every 6h");
    assertThat(source.path("watch").asBoolean()).isFalse();
    assertThat(source.path("mostRemoved").asDouble()).isEqualTo(0.5);

    assertThat(Api.post(path + "/pause", "{}").json().path("paused").asBoolean()).isTrue();
    Map<String, Object> again = new HashMap<>();
    again.put("schedule", "daily 02:30");
    again.put("name", source.path("name").asText());
    JsonNode changed = source(folder, again);
    assertThat(changed.path("paused").asBoolean()).as("changing does not resume").isTrue();
    assertThat(changed.path("schedule").asText()).isEqualTo("daily 02:30");
    assertThat(Api.post(path + "/resume", "{}").json().path("paused").asBoolean()).isFalse();

    assertThat(
            Api.post("/api/sources", "{\"name\":\"x\",\"kind\":\"push\",\"schedule\":\"every 1h\"}")
                .param())
        .isEqualTo("schedule");
    Api.Answer odd =
        Api.post(
            "/api/sources",
            "{\"name\":\"x\",\"kind\":\"folder\",\"settings\":{\"path\":\"/x\"},\"schedule\":\"now and then\"}");
    assertThat(odd.param()).isEqualTo("schedule");
    assertThat(odd.message()).contains("every 15m");
  }

  @Test
  void aRunThatWouldRemoveMuchAsksAndIsTold() throws Exception {
    for (int n = 0; n < 100; n++) {
      Files.writeString(folder.resolve("n%02d.txt".formatted(n)), "Note " + n);
    }
    String source = source(folder, Map.of()).path("id").asText();
    String first = run(source);
    assertThat(Api.post("/api/runs/" + first + "/pause", "{}").status()).isEqualTo(200);
    assertThat(ended(first, "paused").path("finishedAt").isNull()).isTrue();
    assertThat(Api.post("/api/runs/" + first + "/confirm", "{}").code()).isEqualTo("conflict");
    assertThat(Api.post("/api/runs/" + first + "/resume", "{}").status()).isEqualTo(200);
    String told = Api.get("/api/runs/" + first + "/events").raw().body();
    assertThat(told).contains("event: progress\n");
    String end = told.substring(told.indexOf("event: end\ndata: ") + 17).strip();
    assertThat(JSON.readTree(end).path("state").asText()).isEqualTo("done");
    JsonNode done = Api.get("/api/runs/" + first).json();
    assertThat(done.path("counts").path("added").asInt()).isEqualTo(100);
    assertThat(done.path("stages").path("embed").asLong()).isPositive();
    assertThat(done.path("node").asText()).isNotBlank();
    assertThat(done.path("trigger").asText()).isEqualTo("asked");

    for (int n = 0; n < 60; n++) {
      Files.delete(folder.resolve("n%02d.txt".formatted(n)));
    }
    String second = run(source);
    JsonNode asking = ended(second, "asking");
    assertThat(asking.path("reason").asText()).contains("60");
    assertThat(documents(source)).isEqualTo(100);

    assertThat(Api.post("/api/runs/" + second + "/confirm", "{}").status()).isEqualTo(200);
    assertThat(ended(second, "done").path("counts").path("removed").asInt()).isEqualTo(60);
    assertThat(documents(source)).isEqualTo(40);
    assertThat(Api.post("/api/runs/" + second + "/resume", "{}").code()).isEqualTo("conflict");
  }

  @Test
  void whatCantBeHadIsListedRetriedAndIgnored() throws Exception {
    Files.writeString(folder.resolve("bad.pdf"), "%PDF-1.7\nno");
    Files.writeString(folder.resolve("worse.pdf"), "%PDF-1.7\nneither");
    String source = source(folder, Map.of()).path("id").asText();
    ended(run(source), "done");
    String path = "/api/sources/" + source + "/dead-letters";

    JsonNode page = Api.get(path + "?limit=1").json();
    assertThat(page.path("data").get(0).path("externalId").asText()).isEqualTo("bad.pdf");
    assertThat(page.path("data").get(0).path("reason").asText()).isNotBlank();
    assertThat(page.path("nextCursor").asText()).isNotBlank();

    assertThat(
            Api.post(path + "/ignore", "{\"externalIds\":[\"worse.pdf\"]}")
                .json()
                .path("count")
                .asInt())
        .isEqualTo(1);
    Files.writeString(folder.resolve("bad.pdf"), "Now it is text.");
    assertThat(Api.post(path + "/retry", "{\"all\":true}").json().path("count").asInt())
        .isEqualTo(1);
    String retry =
        Api.get("/api/runs?limit=1&sourceId=" + source)
            .json()
            .path("data")
            .get(0)
            .path("id")
            .asText();
    assertThat(ended(retry, "done").path("trigger").asText()).isEqualTo("retry");
    assertThat(Api.post(path + "/retry", "{}").code()).isEqualTo("invalid_value");
    assertThat(Api.get("/api/sources/" + UUID.randomUUID() + "/dead-letters").status())
        .isEqualTo(404);
  }

  private static int documents(String source) throws Exception {
    return Api.get("/api/documents?limit=500&sourceId=" + source).json().path("data").size();
  }

  private static JsonNode ended(String run, String state) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    JsonNode now = Api.get("/api/runs/" + run).json();
    while (!now.path("state").asText().equals(state) && Instant.now().isBefore(deadline)) {
      now = Api.get("/api/runs/" + run).json();
    }
    assertThat(now.path("state").asText()).as(now.toString()).isEqualTo(state);
    return now;
  }

  private static Map<String, Object> settings(Path path) {
    return Map.of("path", path.toString());
  }

  private static String body(String field, String value, Map<String, ?> settings)
      throws IOException {
    return JSON.writeValueAsString(
        settings.isEmpty() ? Map.of(field, value) : Map.of(field, value, "settings", settings));
  }

  private static Api.Answer git(String name, Map<String, String> settings) throws Exception {
    return Api.post(
        "/api/sources",
        JSON.writeValueAsString(Map.of("name", name, "kind", "git", "settings", settings)));
  }

  private static JsonNode source(Path path, Map<String, Object> more) throws Exception {
    Map<String, Object> all = new HashMap<>();
    all.put("name", "folder-" + UUID.randomUUID());
    all.put("kind", "folder");
    all.put("settings", settings(path));
    all.putAll(more);
    Api.Answer made = Api.post("/api/sources", JSON.writeValueAsString(all));
    assertThat(made.status()).as(made.raw().body()).isBetween(200, 201);
    return made.json();
  }

  private static String run(String source) throws Exception {
    return Api.post("/api/runs", "{\"sourceId\":\"" + source + "\"}").json().path("id").asText();
  }
}

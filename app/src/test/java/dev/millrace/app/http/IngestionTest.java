package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ingestion.connector.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources, runs, uploads and pushed documents, through the API. */
class IngestionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void anUploadRunsFromManifestToComplete() throws Exception {
    String source = source("upload", "readers", List.of("group:readers"));
    String run = run(source);
    Map<String, String> files =
        Map.of("a b/ü.txt", "the first text", "empty.txt", "", "bad.pdf", "%PDF-1.7\nno");

    assertThat(manifest(run, files)).containsExactlyInAnyOrderElementsOf(files.keySet());
    JsonNode added = file(run, "a b/ü.txt", "the first text").json();
    assertThat(added.path("outcome").asText()).isEqualTo("added");
    assertThat(added.path("documentId").asText()).isNotBlank();
    assertThat(file(run, "empty.txt", "").json().path("outcome").asText()).isEqualTo("skipped");
    assertThat(file(run, "bad.pdf", "%PDF-1.7\nno").json().path("outcome").asText())
        .isEqualTo("failed");
    Api.Answer unreadable =
        Api.post(
            "/api/runs/" + run + "/outcomes",
            "{\"externalId\":\"closed\",\"outcome\":\"failed\",\"reason\":\"no permission\"}");
    assertThat(unreadable.status()).isEqualTo(200);

    JsonNode done = Api.post("/api/runs/" + run + "/complete", "{}").json();
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.path("counts").path("added").asInt()).isEqualTo(1);
    assertThat(done.path("counts").path("failed").asInt()).isEqualTo(2);
    assertThat(done.path("total").asInt()).isEqualTo(4);
    JsonNode outcomes = Api.get("/api/runs/" + run + "/outcomes?outcome=failed&limit=1").json();
    assertThat(outcomes.path("data")).hasSize(1);
    assertThat(outcomes.path("data").get(0).path("reason").asText()).isNotBlank();
    assertThat(outcomes.path("nextCursor").asText()).isNotBlank();

    String second = run(source);
    assertThat(manifest(second, Map.of("new.txt", "the first text"))).containsExactly("new.txt");
    JsonNode moved = file(second, "new.txt", "the first text").json();
    assertThat(moved.path("reason").asText()).isEqualTo("moved from a b/ü.txt");
    assertThat(moved.path("documentId")).isEqualTo(added.path("documentId"));
  }

  @Test
  void aRunThatIsUnderWayIsNamed() throws Exception {
    String source = source("upload", "busy", List.of("everyone"));
    String run = run(source);

    Api.Answer other = Api.post("/api/runs", "{\"sourceId\":\"" + source + "\"}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("run_under_way");
    assertThat(other.message()).contains(run);
    assertThat(Api.post("/api/runs/" + run + "/complete", "{}").message()).contains("manifest");

    assertThat(Api.post("/api/runs/" + run + "/cancel", "{}").json().path("state").asText())
        .isEqualTo("cancelled");
    Api.Answer late = file(run, "a", "a");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("conflict");
    assertThat(Api.get("/api/runs?sourceId=" + source).json().path("data")).hasSize(1);
  }

  @Test
  void aFolderIsReadByTheServer() throws Exception {
    Files.writeString(folder.resolve("a.md"), "# Handbook\n\nThirty days.");
    String body =
        JSON.writeValueAsString(
            Map.of(
                "name",
                "folder-" + UUID.randomUUID(),
                "kind",
                "folder",
                "settings",
                Map.of("path", folder.toString())));
    String ingester = Api.key("ina", "ingest");
    assertThat(
            Api.send(
                    Api.post(Api.request("/api/sources"), body)
                        .setHeader("Authorization", "Bearer " + ingester))
                .status())
        .isEqualTo(403);
    String source = Api.post("/api/sources", body).json().path("id").asText();
    String run = run(source);
    JsonNode state = Api.get("/api/runs/" + run).json();
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (state.path("finishedAt").isNull() && Instant.now().isBefore(deadline)) {
      state = Api.get("/api/runs/" + run).json();
    }
    assertThat(state.path("state").asText()).isEqualTo("done");
    assertThat(state.path("counts").path("added").asInt()).isEqualTo(1);

    assertThat(
            Api.send(
                    Api.request("/api/sources/" + source).method("DELETE", BodyPublishers.noBody()))
                .status())
        .isEqualTo(204);
    assertThat(Api.get("/api/sources/" + source).status()).isEqualTo(404);
    assertThat(Api.get("/api/documents?sourceId=" + source).json().path("data")).isEmpty();
  }

  @Test
  void aSourceOfThatNameIsChangedOrInTheWay() throws Exception {
    String name = "same-" + UUID.randomUUID();
    String upload = "{\"name\":\"" + name + "\",\"kind\":\"upload\"";
    assertThat(Api.post("/api/sources", upload + "}").status()).isEqualTo(201);
    Api.Answer changed = Api.post("/api/sources", upload + ",\"readers\":[\"group:hr\"]}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("readers").get(0).asText()).isEqualTo("group:hr");
    assertThat(Api.post("/api/sources", "{\"name\":\"" + name + "\",\"kind\":\"push\"}").status())
        .isEqualTo(409);
  }

  @Test
  void documentsArePushedReadAndRemoved() throws Exception {
    String body =
        "{\"externalId\":\"p\",\"text\":\"one \uD83D\uDE00 \\u0000two\",\"metadata\":{\"a\":1,\"b\":null}}";
    Api.Answer added = Api.post("/api/documents", body);
    assertThat(added.status()).isEqualTo(201);
    Api.Answer same = Api.post("/api/documents", body);
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json().path("outcome").asText()).isEqualTo("unchanged");
    assertThat(same.json().path("revision")).isEqualTo(added.json().path("revision"));
    assertThat(same.json().path("position").asLong())
        .isGreaterThanOrEqualTo(added.json().path("position").asLong());
    String id = added.json().path("documentId").asText();
    assertThat(Api.get("/api/documents/" + id).json().path("text").asText())
        .isEqualTo("one \uD83D\uDE00 two");

    Api.Answer blank = Api.post("/api/documents", "{\"externalId\":\"p2\",\"text\":\"  \"}");
    assertThat(blank.status()).isEqualTo(422);
    assertThat(blank.code()).isEqualTo("not_indexable");

    assertThat(delete("/api/documents/" + id).json().path("position").asLong()).isPositive();
    assertThat(delete("/api/documents/" + id).status()).isEqualTo(404);
    assertThat(Api.get("/api/documents/" + id).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/sources|{\"kind\":\"push\"}|missing_value|name",
        "/api/sources|{\"name\":\"a\",\"kind\":\"ftp\"}|invalid_value|kind",
        "/api/sources|{\"name\":\" \",\"kind\":\"push\"}|invalid_value|name",
        "/api/sources|{\"name\":\"a\",\"kind\":\"folder\"}|invalid_value|settings",
        "/api/sources|{\"name\":\"a\",\"kind\":\"push\",\"settings\":{\"x\":\"y\"}}|invalid_value|settings",
        "/api/sources|{\"name\":\"a\",\"kind\":\"push\",\"readers\":[\"bob\"]}|invalid_value|readers",
        "/api/sources|{\"name\":\"a\",\"kind\":\"push\",\"sensitivity\":\"top\"}|invalid_value|sensitivity",
        "/api/sources|{\"name\":\"a\",\"kind\":\"push\",\"path\":\"/\"}|unknown_field|path",
        "/api/runs|{}|missing_value|sourceId",
        "/api/documents|{\"externalId\":\"a\"}|missing_value|text",
        "/api/documents|{\"externalId\":\"\",\"text\":\"a\"}|invalid_value|externalId",
        "/api/documents|{\"externalId\":\"a\",\"text\":\"a\",\"mediaType\":\"a/b\"}|invalid_value|mediaType",
        "/api/documents|{\"externalId\":\"a\",\"text\":\"a\",\"title\":\"\"}|invalid_value|title",
        "/api/documents|{\"externalId\":\"a\",\"text\":null}|missing_value|text",
        "/api/documents|{\"externalId\":\"a\",|malformed_json|",
      })
  void badInputIsNamed(String path, String body, String code, String param) throws Exception {
    Api.Answer answer = Api.post(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.param()).isEqualTo(param);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"externalId\":\"a\"}",
        "{\"externalId\":\"a\",\"sha256\":\"00\",\"size\":1}",
        "{\"externalId\":\"\",\"sha256\":\"X\",\"size\":1}",
        "{\"externalId\":\"a\",\"sha256\":\"X\",\"size\":1,\"mode\":7}"
      })
  void aBadManifestIsRefusedByLine(String line) throws Exception {
    String run = run(source("upload", "bad-" + UUID.randomUUID(), List.of("everyone")));
    Api.Answer answer =
        Api.send(
            Api.request("/api/runs/" + run + "/manifest")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(line.replace("X", "0".repeat(64)) + "\n")));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void onlyKeysForIngestingGetIn() throws Exception {
    String key = Api.key("ann", "search");
    assertThat(Api.send(Api.request("/api/sources", key)).status()).isEqualTo(403);
    assertThat(Api.send(Api.request("/api/runs", key)).status()).isEqualTo(403);
    assertThat(
            Api.send(
                    Api.post(
                        Api.request("/api/documents", key),
                        "{\"externalId\":\"a\",\"text\":\"a\"}"))
                .status())
        .isEqualTo(403);
    assertThat(Api.send(Api.request("/api/documents", key)).status()).isEqualTo(200);
  }

  private static String source(String kind, String name, List<String> readers) throws Exception {
    String body =
        JSON.writeValueAsString(
            Map.of("name", name + "-" + UUID.randomUUID(), "kind", kind, "readers", readers));
    Api.Answer made = Api.post("/api/sources", body);
    assertThat(made.status()).isEqualTo(201);
    return made.json().path("id").asText();
  }

  private static String run(String source) throws Exception {
    Api.Answer opened = Api.post("/api/runs", "{\"sourceId\":\"" + source + "\"}");
    assertThat(opened.status()).isEqualTo(201);
    return opened.json().path("id").asText();
  }

  private static List<String> manifest(String run, Map<String, String> files) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
      lines
          .append(
              JSON.createObjectNode()
                  .put("externalId", file.getKey())
                  .put("sha256", ContentHash.hexOf(new ByteArrayInputStream(bytes)))
                  .put("size", bytes.length))
          .append('\n');
    }
    Api.Answer answer =
        Api.send(
            Api.request("/api/runs/" + run + "/manifest")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines.toString())));
    assertThat(answer.status()).isEqualTo(200);
    return answer
        .raw()
        .body()
        .lines()
        .map(IngestionTest::read)
        .filter(IngestionTest::isWanted)
        .map(line -> line.path("externalId").asText())
        .toList();
  }

  private static boolean isWanted(JsonNode line) {
    return line.path("wanted").asBoolean();
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalStateException(line, e);
    }
  }

  private static Api.Answer file(String run, String id, String text) throws Exception {
    String query = java.net.URLEncoder.encode(id, StandardCharsets.UTF_8);
    return Api.send(
        Api.request("/api/runs/" + run + "/files?externalId=" + query)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofString(text)));
  }

  private static Api.Answer delete(String path) throws Exception {
    return Api.send(Api.request(path).method("DELETE", BodyPublishers.noBody()));
  }
}

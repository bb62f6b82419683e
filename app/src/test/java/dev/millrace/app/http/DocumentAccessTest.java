package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ingestion.connector.ContentHash;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Why somebody can or can't see a document, and who is told. */
class DocumentAccessTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TITLE = "Title that is content";

  /** Names of this test's own: the server is shared. */
  private final String own = UUID.randomUUID().toString().substring(0, 8);

  private final String ann = "ann-" + own;
  private final String eve = "eve-" + own;
  private final String hr = "hr-" + own;
  private final String staff = "staff-" + own;

  private static JsonNode done(Api.Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.raw().body()).isLessThan(300);
    return answer.json();
  }

  private void members(String group, String... members) throws Exception {
    done(
        Api.send(
            Api.request("/api/groups/" + group)
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("members", List.of(members)))))));
  }

  private String source(String kind, String... readers) throws Exception {
    return done(Api.post(
            "/api/sources",
            JSON.writeValueAsString(
                Map.of("name", kind + own, "kind", kind, "readers", List.of(readers)))))
        .path("id")
        .asText();
  }

  private JsonNode push(String source, Map<String, Object> more) throws Exception {
    Map<String, Object> document = new java.util.HashMap<>(more);
    document.put("sourceId", source);
    document.put("externalId", "page");
    document.put("title", TITLE);
    document.put("text", "A secret text.");
    return done(Api.post("/api/documents", JSON.writeValueAsString(document)));
  }

  private static Api.Answer asked(String key, String id, String user) throws Exception {
    return Api.send(
        Api.request(
            "/api/documents/" + id + "/access" + (user.isEmpty() ? "" : "?user=" + user), key));
  }

  private static JsonNode access(String id, String user) throws Exception {
    return done(asked(Api.ADMIN_KEY, id, user));
  }

  @Test
  void theWayThroughGroupsIsNamedStepByStep() throws Exception {
    members(hr, "user:" + ann);
    members(staff, "group:" + hr);
    JsonNode pushed = push(source("push", "group:" + staff), Map.of());
    String id = pushed.path("documentId").asText();

    JsonNode access = access(id, ann);
    assertThat(access.path("readable").asBoolean()).isTrue();
    assertThat(access.path("user").asText()).isEqualTo("user:" + ann);
    assertThat(access.path("externalId").asText()).isEqualTo("page");
    assertThat(access.path("source").asText()).isEqualTo("push" + own);
    JsonNode entry = access.path("allowing").get(0);
    assertThat(entry.path("principal").asText()).isEqualTo("group:" + staff);
    assertThat(entry.path("through").findValuesAsText("group"))
        .containsExactly("group:" + hr, "group:" + staff);
    assertThat(entry.path("through").get(0).path("since").asText()).isNotBlank();
    assertThat(access.path("label").path("readersFrom").asText()).isEqualTo("source");
    JsonNode since = access.path("label").path("since");
    assertThat(since.path("position")).isEqualTo(pushed.path("position"));
    assertThat(since.path("runId").isNull()).as("it was pushed").isTrue();
    assertThat(since.path("at").asText()).isNotBlank();

    members(hr);
    assertThat(access(id, "user:" + ann).path("readable").asBoolean()).isFalse();
    assertThat(access(id, ann).path("reason").asText())
        .contains("allowed to group:" + staff)
        .contains("does not belong");
  }

  @Test
  void aDenialOfTheDocumentsOwnIsSaidToBeItsOwn() throws Exception {
    members(hr, "user:" + ann);
    JsonNode pushed = push(source("push", "everyone"), Map.of("denied", List.of("group:" + hr)));

    JsonNode access = access(pushed.path("documentId").asText(), ann);
    assertThat(access.path("readable").asBoolean()).isFalse();
    assertThat(access.path("denying").get(0).path("principal").asText()).isEqualTo("group:" + hr);
    assertThat(access.path("allowing").get(0).path("principal").asText()).isEqualTo("everyone");
    assertThat(access.path("label").path("deniedFrom").asText()).isEqualTo("document");
    assertThat(access.path("label").path("readersFrom").asText()).isEqualTo("source");
    assertThat(access.path("reason").asText()).contains("outweighs");
    assertThat(access.path("index").path("shows").asBoolean()).isFalse();
  }

  @Test
  void theRunThatSetALabelIsNamedAndWhatCameAfterIsNot() throws Exception {
    String source = source("upload", "user:" + ann);
    String run =
        done(Api.post("/api/runs", "{\"sourceId\":\"" + source + "\"}")).path("id").asText();
    byte[] bytes = "Some text.".getBytes(StandardCharsets.UTF_8);
    String line =
        "{\"externalId\":\"a.txt\",\"sha256\":\"%s\",\"size\":%d}\n"
            .formatted(ContentHash.hexOf(new ByteArrayInputStream(bytes)), bytes.length);
    assertThat(
            Api.send(
                    Api.request("/api/runs/" + run + "/manifest")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(line)))
                .status())
        .isEqualTo(200);
    JsonNode file =
        done(
            Api.send(
                Api.request("/api/runs/" + run + "/files?externalId=a.txt")
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofByteArray(bytes))));
    String id = file.path("documentId").asText();
    done(Api.post("/api/runs/" + run + "/cancel", "{}"));

    JsonNode since = access(id, ann).path("label").path("since");
    assertThat(since.path("runId").asText()).isEqualTo(run);
    assertThat(since.path("change").asText()).isEqualTo("written");

    source("upload", "user:" + eve);
    JsonNode after = access(id, eve).path("label").path("since");
    assertThat(after.path("change").asText()).isEqualTo("relabelled");
    assertThat(after.path("runId").isNull()).isTrue();
    assertThat(after.path("position").asLong()).isGreaterThan(since.path("position").asLong());
  }

  @Test
  void whoManagesRightsLearnsNothingOfTheContent() throws Exception {
    JsonNode pushed =
        push(source("push", "user:" + ann), Map.of("metadata", Map.of("a", "secret")));
    Api.Answer answer = asked(Api.ADMIN_KEY, pushed.path("documentId").asText(), ann);

    assertThat(answer.raw().body()).doesNotContain(TITLE).doesNotContain("secret");
    Set<String> fields = new TreeSet<>();
    answer.json().fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .containsExactly(
            "allowing",
            "denying",
            "documentId",
            "externalId",
            "index",
            "label",
            "readable",
            "reason",
            "source",
            "sourceId",
            "user");
  }

  @Test
  void othersAskAboutThemselvesAndWhatTheyMayRead() throws Exception {
    String id = push(source("push", "user:" + ann), Map.of()).path("documentId").asText();
    String hers = Api.key(ann, "search");
    String his = Api.key(eve, "search");

    assertThat(done(asked(hers, id, "")).path("readable").asBoolean()).isTrue();
    assertThat(done(asked(hers, id, ann)).path("readable").asBoolean()).isTrue();
    Api.Answer another = asked(hers, id, eve);
    assertThat(another.status()).isEqualTo(403);
    assertThat(another.code()).isEqualTo("missing_scope");
    Api.Answer unseen = asked(his, id, "");
    assertThat(unseen.status()).isEqualTo(404);
    assertThat(unseen.message())
        .isEqualTo(
            asked(his, new UUID(1, 1).toString(), "")
                .message()
                .replace(new UUID(1, 1).toString(), id));
    assertThat(asked(Api.key(ann, "ingest"), id, "").status()).isEqualTo(403);
  }

  @Test
  void unknownsAreSaidToBeUnknown() throws Exception {
    String id = push(source("push", "everyone"), Map.of()).path("documentId").asText();

    Api.Answer nobody = asked(Api.ADMIN_KEY, id, "nobody-" + own);
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(nobody.param()).isEqualTo("user");
    assertThat(nobody.message()).contains("nobody-" + own, "everyone may read");
    Api.Answer document = asked(Api.ADMIN_KEY, new UUID(1, 1).toString(), ann);
    assertThat(document.status()).isEqualTo(404);
    assertThat(document.message()).contains("there is no document");
    assertThat(asked(Api.ADMIN_KEY, id, "group:" + hr).code()).isEqualTo("invalid_value");
    assertThat(asked(Api.ADMIN_KEY, id, "%00").code()).isEqualTo("invalid_value");
    assertThat(asked(Api.ADMIN_KEY, "7", ann).code()).isEqualTo("invalid_value");

    Api.key("keyed-" + own, "search");
    assertThat(access(id, "keyed-" + own).path("readable").asBoolean())
        .as("whom only a key names")
        .isTrue();
  }
}

package dev.millrace.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.app.http.Api;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sets that are put, run and compared, and what a run shows to whom. */
class GoldenSetsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String own = UUID.randomUUID().toString().substring(0, 8);
  private final String set = "set " + own;

  static String path(String name) {
    return "/api/golden-sets/" + name.replace(" ", "%20");
  }

  static Api.Answer put(String name, String lines) throws Exception {
    return Api.send(
        Api.request(path(name))
            .header("Content-Type", "application/x-ndjson")
            .PUT(BodyPublishers.ofString(lines)));
  }

  static JsonNode done(Api.Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.raw().body()).isLessThan(300);
    return answer.json();
  }

  static JsonNode run(String name, String how) throws Exception {
    return done(Api.post(path(name) + "/runs", how));
  }

  private static JsonNode push(Map<String, Object> document) throws Exception {
    return done(Api.post("/api/documents", JSON.writeValueAsString(document)));
  }

  private static JsonNode results(JsonNode run) throws Exception {
    return done(Api.get("/api/golden-runs/" + run.path("id").asText() + "/results")).path("data");
  }

  @Test
  void aSetIsKeptReplacedListedAndDeleted() throws Exception {
    JsonNode first =
        done(
            put(
                set,
                """
                {"id":"a","question":"when does it open","expected":["x.md"]}

                {"question":"and on Sunday","history":[{"role":"user","content":"when does it open"}],\
                "expected":[{"externalId":"x.md","source":"none such","page":2,"grade":3}],\
                "viewer":"ann","filters":{"language":"en"}}
                """));
    assertThat(first.path("questions").asInt()).isEqualTo(2);
    assertThat(first.path("content").asText()).hasSize(64);
    JsonNode page = done(Api.get(path(set) + "/questions?limit=1"));
    assertThat(page.path("data").path(0).path("id").asText()).isEqualTo("a");
    JsonNode rest =
        done(Api.get(path(set) + "/questions?limit=1&cursor=" + page.path("nextCursor").asText()));
    JsonNode second = rest.path("data").path(0);
    assertThat(second.path("id").asText()).as("the number of its line").isEqualTo("3");
    assertThat(second.path("expected").path(0).path("grade").asInt()).isEqualTo(3);
    assertThat(second.path("viewer").asText()).isEqualTo("ann");
    assertThat(rest.path("nextCursor").isNull()).isTrue();

    String written = page.path("data").path(0) + "\n" + second + "\n";
    assertThat(done(put(set + " again", written)).path("questions").asInt()).isEqualTo(2);
    JsonNode replaced = done(put(set, "{\"question\":\"a\\u0000b \\ud800\",\"nothing\":true}"));
    assertThat(replaced.path("id")).isEqualTo(first.path("id"));
    assertThat(replaced.path("content")).isNotEqualTo(first.path("content"));
    assertThat(Api.get("/api/golden-sets?limit=500").raw().body()).contains("\"" + set + "\"");

    assertThat(Api.send(Api.request(path(set)).DELETE()).status()).isEqualTo(204);
    assertThat(Api.send(Api.request(path(set)).DELETE()).status()).isEqualTo(404);
    assertThat(Api.get(path(set)).status()).isEqualTo(404);
  }

  @Test
  void onlyAdministratorsUseThem() throws Exception {
    String key = Api.key("someone", "search", "ingest", "act");
    for (String path :
        List.of(
            "/api/golden-sets",
            path(set) + "/questions",
            "/api/golden-runs/" + UUID.randomUUID(),
            "/api/search-settings",
            "/api/search-settings/history")) {
      assertThat(Api.send(Api.request(path, key)).code()).as(path).isEqualTo("missing_scope");
    }
  }

  @Test
  void aRunIsMeasuredKeptAndCompared() throws Exception {
    push(Map.of("externalId", "tea-" + own, "text", "The kettle of " + own + " is red."));
    JsonNode last =
        push(Map.of("externalId", "oven-" + own, "text", "An oven of " + own + " is warm."));
    done(
        put(
            set,
            """
            {"id":"right","question":"red kettle %1$s","expected":["tea-%1$s"]}
            {"id":"quoted","question":"kettle %1$s",\
            "expected":[{"externalId":"tea-%1$s","source":"push","quote":"%1$s  is red"}]}
            {"id":"unknown","question":"oven %1$s","expected":["oven-%1$s","nowhere-%1$s"]}
            {"id":"elsewhere","question":"oven %1$s","expected":[{"externalId":"oven-%1$s","source":"none"}]}
            {"id":"empty","question":"\\"no such words %1$s\\"","nothing":true}
            {"id":"full","question":"oven %1$s","nothing":true}
            """
                .formatted(own)));
    String how = ",\"minPosition\":" + last.path("position").asLong() + "}";
    JsonNode lexical = run(set, "{\"mode\":\"lexical\"" + how);
    JsonNode hybrid = run(set, "{\"without\":[\"lent-words\"],\"limit\":50" + how);

    assertThat(lexical.path("settings").path("mode").asText()).isEqualTo("lexical");
    assertThat(lexical.path("index").path("firstPosition").asLong())
        .isGreaterThanOrEqualTo(last.path("position").asLong());
    assertThat(lexical.path("index").path("description").asText()).contains("bge-small");
    assertThat(hybrid.path("settings").path("without").path(0).asText()).isEqualTo("lent-words");
    assertThat(hybrid.path("settings").path("limit").asInt()).isEqualTo(50);
    assertThat(lexical.path("counts").toString())
        .isEqualTo(
            "{\"questions\":6,\"answered\":3,\"unanswered\":1,\"rightlyEmpty\":1,"
                + "\"wronglyFound\":1,\"failed\":0,\"unknownDocuments\":2}");
    assertThat(lexical.path("measures").path("p@1").asDouble()).isEqualTo(.75);
    JsonNode results = results(lexical);
    assertThat(results.findValuesAsText("outcome"))
        .containsExactly(
            "answered", "answered", "answered", "unanswered", "rightly_empty", "wrongly_found");
    assertThat(results.path(0).path("found").path(0).path("externalId").asText())
        .isEqualTo("tea-" + own);
    assertThat(results.path(2).path("unknown").path(0).asText()).isEqualTo("nowhere-" + own);
    assertThat(results.path(4).path("measures").isNull()).isTrue();

    JsonNode runs = done(Api.get(path(set) + "/runs?limit=1"));
    assertThat(runs.path("data").path(0).path("id")).isEqualTo(hybrid.path("id"));
    assertThat(runs.path("nextCursor").isTextual()).isTrue();
    JsonNode compared = done(compare(lexical, hybrid, "")).path("difference");
    assertThat(compared.path("questions").asInt()).isEqualTo(4);
    assertThat(compared.path("measures").path("ndcg@10").path("p").asDouble()).isPositive();
    assertThat(compare(lexical, hybrid, "?measure=luck").param()).isEqualTo("measure");
    assertThat(compare(lexical, hybrid, "?limit=0").param()).isEqualTo("limit");

    done(put(set, "{\"question\":\"another\",\"nothing\":true}"));
    Api.Answer other = compare(lexical, run(set, "{}"), "");
    assertThat(other.code()).isEqualTo("conflict");
    assertThat(other.message()).contains("different questions");
  }

  private static Api.Answer compare(JsonNode first, JsonNode second, String query)
      throws Exception {
    return Api.get(
        "/api/golden-runs/"
            + first.path("id").asText()
            + "/compare/"
            + second.path("id").asText()
            + query);
  }

  @Test
  void aRunShowsNothingOfWhatTheCallerMayNotRead() throws Exception {
    String secret = "Plan " + own;
    JsonNode pushed =
        push(
            Map.of(
                "externalId",
                "plan-" + own,
                "title",
                secret,
                "text",
                "The merger of " + own + " is in May.",
                "readers",
                List.of("user:ann-" + own)));
    done(
        put(
            set,
            """
            {"id":"ann","question":"merger %1$s","viewer":"ann-%1$s",\
            "expected":[{"externalId":"plan-%1$s","quote":"is in May"}]}
            {"id":"me","question":"\\"merger of %1$s\\"","nothing":true}
            """
                .formatted(own)));
    JsonNode run = run(set, "{\"minPosition\":" + pushed.path("position").asLong() + "}");
    JsonNode results = results(run);
    assertThat(results.findValuesAsText("outcome")).containsExactly("answered", "rightly_empty");
    JsonNode found = results.path(0).path("found").path(0);
    assertThat(found.path("documentId")).isEqualTo(pushed.path("documentId"));
    assertThat(found.path("title").isNull()).isTrue();
    assertThat(found.path("externalId").isNull()).isTrue();
    assertThat(results.toString()).doesNotContain("May").doesNotContain(secret);
    assertThat(Api.get(path(set) + "/questions").raw().body())
        .contains("hidden")
        .doesNotContain("is in May");

    String asAnn = "/api/golden-runs/" + run.path("id").asText() + "/results";
    assertThat(Api.send(Api.request(asAnn).header("X-Millrace-User", "ann-" + own)).raw().body())
        .contains(secret);
    assertThat(
            Api.send(Api.request(path(set) + "/questions").header("X-Millrace-User", "ann-" + own))
                .raw()
                .body())
        .contains("is in May");

    Api.send(Api.request("/api/documents/" + pushed.path("documentId").asText()).DELETE());
    JsonNode gone = run(set, "{}");
    assertThat(gone.path("counts").path("unanswered").asInt()).isEqualTo(1);
    assertThat(gone.path("counts").path("unknownDocuments").asInt()).isEqualTo(1);
  }

  @Test
  void aGenerationIsComparedOnTheSameQuestions() throws Exception {
    int live = done(Api.get("/api/generations")).path("data").path(0).path("id").asInt();
    String compare = "/api/generations/" + live + "/compare";
    String questions =
        IntStream.range(0, 3)
            .mapToObj(n -> "{\"question\":\"q" + n + "\",\"expected\":[\"a\"]}")
            .collect(Collectors.joining(","));
    JsonNode compared = done(Api.post(compare, "{\"questions\":[" + questions + "]}"));
    assertThat(compared.path("live")).isEqualTo(compared.path("compared"));
    assertThat(compared.path("difference").path("measures").path("ndcg@10").path("p").asDouble())
        .isEqualTo(1);
    done(put(set, questions.replace("},{", "}\n{")));
    assertThat(done(Api.post(compare, "{\"set\":\"" + set + "\"}")).path("questions").asInt())
        .isEqualTo(3);
    assertThat(Api.post(compare, "{\"set\":\"none\"}").status()).isEqualTo(404);
    assertThat(Api.post(compare, "{}").param()).isEqualTo("questions");
    assertThat(Api.post(compare, "{\"questions\":[]}").param()).isEqualTo("questions");
    assertThat(Api.post("/api/generations/4711/compare", "{\"set\":\"x\"}").status())
        .isEqualTo(404);
  }
}

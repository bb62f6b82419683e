package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening what was cited, and checking receipts: what is refused, and how. */
class CitationsTest {
  private static final String NONE = "0".repeat(64);

  private static Api.Answer push(String id, String text) throws Exception {
    return Api.post("/api/documents", "{\"externalId\":\"" + id + "\",\"text\":\"" + text + "\"}");
  }

  private static String revisions(Api.Answer taken) throws Exception {
    return "/api/documents/" + taken.json().path("documentId").asText() + "/revisions/";
  }

  @Test
  void aSpanOfEachRevisionIsOpened() throws Exception {
    Api.Answer first = push("cited-1", "Tide 🌊 at noon.");
    String path = revisions(first) + first.json().path("revision").asText();
    push("cited-1", "No tide.");

    Api.Answer opened = Api.get(path + "?start=5&end=9");

    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.json().path("text").asText()).isEqualTo("🌊 at");
    assertThat(opened.json().path("current").asBoolean()).isFalse();
    assertThat(opened.json().path("externalId").asText()).isEqualTo("cited-1");
    Api.Answer never = Api.get(revisions(first) + NONE + "?start=0&end=1");
    assertThat(never.status()).isEqualTo(410);
    assertThat(never.code()).isEqualTo("revision_over");
    Api.Answer nowhere =
        Api.get("/api/documents/" + UUID.randomUUID() + "/revisions/" + NONE + "?start=0&end=1");
    assertThat(nowhere.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "'', missing_value, start",
    "?start=0, missing_value, end",
    "?start=-1&end=2, invalid_value, start",
    "?start=3&end=3, invalid_value, end",
    "?start=3&end=100, invalid_value, end",
    "?start=0&end=2147483647, invalid_value, end",
    "?start=0&end=2147483648, invalid_value, end",
    "?start=a&end=1, invalid_value, start",
    "?start=0&end=1&page=2, unknown_parameter, page"
  })
  void whatIsNoSpanIsRefused(String query, String code, String param) throws Exception {
    Api.Answer taken = push("cited-2", "Only a few words.");
    String path = revisions(taken) + taken.json().path("revision").asText();

    Api.Answer answer = Api.get(path + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.param()).isEqualTo(param);
  }

  @Test
  void whatIsNoRevisionIsRefused() throws Exception {
    Api.Answer answer = Api.get(revisions(push("cited-3", "Words.")) + "abc?start=0&end=1");

    assertThat(answer.code()).isEqualTo("invalid_value");
    assertThat(answer.param()).isEqualTo("revision");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"receipt\":{},\"signature\":\"\"}",
        "{\"receipt\":{\"keyId\":\"a\",\"keyId\":\"b\"},\"signature\":\"\"}",
        "{} {}",
        "oops"
      })
  void whatIsNoReceiptIsSaidToBeNone(String body) throws Exception {
    Api.Answer answer = Api.post("/api/receipts/verify", body);

    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.json().path("genuine").asBoolean()).isFalse();
    assertThat(answer.json().path("reason").asText()).isEqualTo("malformed");
    assertThat(answer.json().path("message").asText()).startsWith("It is no receipt: ");
  }

  @Test
  void keysAreShownToReadersAndReplacedByAdministratorsOnly() throws Exception {
    String key = Api.key("alice", "search");

    Api.Answer shown = Api.send(Api.request("/api/receipts/keys", key));
    Api.Answer refused = Api.send(Api.post(Api.request("/api/receipts/keys", key), "{}"));
    Api.Answer made = Api.send(Api.request("/api/receipts/keys").POST(BodyPublishers.noBody()));

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.raw().body()).contains("publicKey").doesNotContain("rivate");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("signs").asBoolean()).isTrue();
  }

  @Test
  void aReceiptOfNoAnswerIsNotThere() throws Exception {
    assertThat(Api.get("/api/answers/" + UUID.randomUUID() + "/receipt").status()).isEqualTo(404);
  }
}

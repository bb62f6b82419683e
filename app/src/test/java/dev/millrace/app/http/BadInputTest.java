package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends ends in a clear answer of the one form. */
class BadInputTest {
  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments("{\"query\":\n  oops}", 400, "malformed_json", null),
        arguments("{\"query\":\"a\"", 400, "malformed_json", null),
        arguments("{\"query\":\"a\"} more", 400, "malformed_json", null),
        arguments("", 400, "missing_value", "body"),
        arguments("null", 400, "missing_value", "body"),
        arguments("[]", 400, "invalid_value", "body"),
        arguments("\"text\"", 400, "invalid_value", "body"),
        arguments("{}", 400, "missing_value", "query"),
        arguments("{\"query\":null}", 400, "missing_value", "query"),
        arguments("{\"query\":\" \"}", 400, "invalid_value", "query"),
        arguments("{\"query\":5}", 400, "invalid_value", "query"),
        arguments("{\"query\":{\"text\":\"a\"}}", 400, "invalid_value", "query"),
        arguments("{\"query\":[\"a\"]}", 400, "invalid_value", "query"),
        arguments("{\"query\":\"a\",\"query\":\"b\"}", 400, "invalid_value", "query"),
        arguments("{\"query\":\"a\",\"limt\":5}", 400, "unknown_field", "limt"),
        arguments("{\"limt\":{\"a\":1},\"query\":\"a\"}", 400, "unknown_field", "limt"),
        arguments("{\"query\":\"a\",\"limit\":\"5\"}", 400, "invalid_value", "limit"),
        arguments("{\"query\":\"a\",\"limit\":1.9}", 400, "invalid_value", "limit"),
        arguments("{\"query\":\"a\",\"limit\":0}", 400, "invalid_value", "limit"),
        arguments("{\"query\":\"a\",\"limit\":99999999999}", 400, "invalid_value", "limit"),
        arguments("{\"query\":\"a\",\"minPosition\":-1}", 400, "invalid_value", "minPosition"),
        arguments("{\"query\":\"a\",\"minPosition\":1e400}", 400, "invalid_value", "minPosition"),
        arguments("{\"query\":\"a\",\"mode\":\"best\"}", 400, "invalid_value", "mode"),
        arguments("{\"query\":\"a\",\"mode\":\"\\ud800\"}", 400, "invalid_value", "mode"),
        arguments("{\"query\":\"" + "a".repeat(10_001) + "\"}", 400, "invalid_value", "query"),
        arguments("{\"query\":\"-pump\"}", 400, "invalid_value", "query"),
        arguments("{\"query\":\"a\",\"minPosition\":8}", 503, "behind", "minPosition"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void badBodies(String body, int status, String code, @Nullable String param) throws Exception {
    Api.Answer answer = Api.post("/api/search", body);

    assertThat(answer.raw().body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.param()).isEqualTo(param);
    assertThat(answer.message()).isNotBlank();
  }

  @Test
  void malformedJsonIsTracedToLineAndColumn() throws Exception {
    Api.Answer answer = Api.post("/api/search", "{\"query\":\n  oops}");

    assertThat(answer.message()).contains("line 2, column ");
  }

  @Test
  void nulAndLoneSurrogatesAreTakenInStrings() throws Exception {
    Api.Answer answer = Api.post("/api/search", "{\"query\":\"a\\u0000b \\ud83d \\ud83d\\ude00\"}");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() throws Exception {
    byte[] body = {'{', '"', 'q', 'u', 'e', 'r', 'y', '"', ':', '"', (byte) 0xC3, '(', '"', '}'};
    Api.Answer answer =
        Api.send(
            Api.request("/api/search")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));

    assertThat(answer.code()).isEqualTo("malformed_json");
  }

  @Test
  void aBodyBeyondTheLimitIsTooLarge() throws Exception {
    Api.Answer answer = Api.post("/api/search", "{\"query\":\"" + "a".repeat(10 << 20) + "\"}");

    assertThat(answer.code()).isEqualTo("too_large");
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    Api.Answer answer =
        Api.post("/api/search", "{\"query\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");

    assertThat(answer.status()).isEqualTo(400);
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments("GET", "/nowhere", 404, "not_found", null),
        arguments("GET", "/api/search", 405, "method_not_allowed", null),
        arguments("TRACE", "/api/search", 405, "method_not_allowed", null),
        arguments("OPTIONS", "/api/search", 405, "method_not_allowed", null),
        arguments("GET", "/api/keys?limt=3", 400, "unknown_parameter", "limt"),
        arguments("GET", "/health?verbose=1", 400, "unknown_parameter", "verbose"),
        arguments("GET", "/api/keys?limit=3&limit=4", 400, "invalid_value", "limit"),
        arguments("GET", "/api/keys?limit=many", 400, "invalid_value", "limit"),
        arguments("GET", "/api/keys?limit=0", 400, "invalid_value", "limit"),
        arguments("GET", "/api/keys?limit=501", 400, "invalid_value", "limit"),
        arguments("GET", "/api/keys?cursor=%25%25", 400, "invalid_value", "cursor"),
        arguments("GET", "/api/keys?cursor=YWJj", 400, "invalid_value", "cursor"),
        arguments("GET", "/api/documents?sourceId=7", 400, "invalid_value", "sourceId"),
        arguments("GET", "/api/documents/7", 400, "invalid_value", "id"),
        arguments("GET", "/api/documents/" + new java.util.UUID(0, 9), 404, "not_found", null),
        arguments(
            "GET",
            "/api/documents/" + new java.util.UUID(0, 9) + "/passages",
            404,
            "not_found",
            null),
        arguments("DELETE", "/api/keys/" + new java.util.UUID(0, 9), 404, "not_found", null));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void badRequests(String method, String path, int status, String code, @Nullable String param)
      throws Exception {
    Api.Answer answer = Api.send(Api.request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.raw().body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.param()).isEqualTo(param);
  }

  @Test
  void aMethodNotTakenNamesThoseThatAre() throws Exception {
    assertThat(Api.get("/api/search").raw().headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void anotherContentTypeIsUnsupported() throws Exception {
    Api.Answer answer =
        Api.send(
            Api.request("/api/search")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.code()).isEqualTo("unsupported_media_type");
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void anAnswerThatIsNotJsonCannotBeHad() throws Exception {
    Api.Answer answer = Api.send(Api.request("/api/keys").header("Accept", "text/html"));

    assertThat(answer.code()).isEqualTo("not_acceptable");
    assertThat(answer.status()).isEqualTo(406);
  }

  @Test
  void aFaultOfTheServersTellsNothingButAnId() throws Exception {
    Api.Answer answer = search(Fakes.FAILS);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal");
    assertThat(answer.message()).containsPattern("[0-9a-f]{8}-[0-9a-f]{4}");
    assertThat(answer.raw().body()).doesNotContain("SELECT", "secret", "Exception");
  }

  @Test
  void aDatabaseThatIsAwayIsToldAsSuch() throws Exception {
    Api.Answer answer = search(Fakes.DATABASE_GONE);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("database_unavailable");
    assertThat(answer.raw().body()).doesNotContain("10.0.0.7");
  }

  private static Api.Answer search(String query) throws IOException, InterruptedException {
    return Api.post("/api/search", "{\"query\":\"" + query + "\"}");
  }

  @Test
  void everyAnswerSaysWhatItIs() throws Exception {
    HttpRequest.Builder[] requests = {
      Api.request("/api/keys"),
      Api.request("/nowhere"),
      Api.anonymous("/api/keys"),
      Api.anonymous("/health")
    };
    for (HttpRequest.Builder request : requests) {
      var headers = Api.send(request).raw().headers();
      assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Server")).isEmpty();
      assertThat(headers.firstValue("Content-Type")).hasValue("application/json");
    }
  }
}

package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and as whom. */
class AccessTest {
  private static final String QUESTION = "{\"query\":\"who\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/keys", "/openapi.yml", "/nowhere", "/api/search", "/health/../api/keys"})
  void nothingWithoutAKey(String path) throws Exception {
    Api.Answer answer = Api.send(Api.anonymous(path));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("no_key");
    assertThat(answer.raw().headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
  void healthWithoutAKey(String path) throws Exception {
    assertThat(Api.send(Api.anonymous(path)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong", "Bearer ", "Basic YTpi", "Bearer mr_00000000_x", "Bearer"})
  void nothingWithAWrongKey(String authorization) throws Exception {
    Api.Answer answer = Api.send(Api.anonymous("/api/keys").header("Authorization", authorization));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("invalid_key");
  }

  @Test
  void aKeyLivesUntilItIsTakenBack() throws Exception {
    Api.Answer made =
        Api.post("/api/keys", "{\"name\":\"short\",\"scopes\":[\"search\"],\"user\":\"zoë\"}");
    String key = made.json().get("key").asText();
    String id = made.json().get("id").asText();

    assertThat(made.status()).isEqualTo(201);
    assertThat(key).matches("mr_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}");
    assertThat(key).startsWith(made.json().get("prefix").asText() + "_");
    assertThat(Api.send(Api.post(Api.request("/api/search", key), QUESTION)).raw().body())
        .contains("zoë hybrid 10");
    assertThat(Api.get("/api/keys").raw().body()).contains(id).doesNotContain(key);

    Api.Answer revoked =
        Api.send(Api.request("/api/keys/" + id).method("DELETE", BodyPublishers.noBody()));
    Api.Answer refused = Api.send(Api.post(Api.request("/api/search", key), QUESTION));

    assertThat(revoked.status()).isEqualTo(204);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.message()).contains("revoked");
  }

  @Test
  void aKeyExpires() throws Exception {
    Instant soon = Instant.now().plusMillis(300);
    String key =
        Api.post(
                "/api/keys",
                "{\"name\":\"brief\",\"scopes\":[\"search\"],\"expiresAt\":\"" + soon + "\"}")
            .json()
            .get("key")
            .asText();
    Api.Answer answer;
    do {
      answer = Api.send(Api.post(Api.request("/api/search", key), QUESTION));
    } while (answer.status() == 200 && Instant.now().isBefore(soon.plusSeconds(5)));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.message()).contains("expired");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scopes\":[\"search\"]}",
        "{\"name\":\"a\"}",
        "{\"name\":\"a\",\"scopes\":null}",
        "{\"name\":\"a\",\"scopes\":[]}",
        "{\"name\":\"a\",\"scopes\":[null]}",
        "{\"name\":\"a\",\"scopes\":[\"root\"]}",
        "{\"name\":\"\\u0000\",\"scopes\":[\"search\"]}",
        "{\"name\":\"a\",\"scopes\":[\"search\"],\"user\":\"\"}",
        "{\"name\":\"a\",\"scopes\":[\"search\"],\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
        "{\"name\":\"a\",\"scopes\":[\"search\"],\"expiresAt\":\"tomorrow\"}"
      })
  void aKeyThatCannotBeIsNotMade(String body) throws Exception {
    Api.Answer answer = Api.post("/api/keys", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.param()).isIn("name", "scopes", "scopes[0]", "user", "expiresAt");
  }

  @Test
  void aKeyOpensOnlyWhatItsScopesSay() throws Exception {
    String key = Api.key("alice", "search");

    Api.Answer keys = Api.send(Api.request("/api/keys", key));
    Api.Answer made = Api.send(Api.post(Api.request("/api/keys", key), QUESTION));
    String ingest = Api.key("alice", "ingest");
    Api.Answer search = Api.send(Api.post(Api.request("/api/search", ingest), QUESTION));

    for (Api.Answer answer : new Api.Answer[] {keys, made, search}) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("missing_scope");
    }
    assertThat(search.message()).contains("search");
  }

  @Test
  void actingForAUserNeedsTheScope() throws Exception {
    Api.Answer without =
        Api.send(
            Api.post(Api.request("/api/search", Api.key("alice", "search")), QUESTION)
                .header("X-Millrace-User", "bob"));
    Api.Answer with =
        Api.send(
            Api.post(Api.request("/api/search", Api.key("alice", "search", "act")), QUESTION)
                .header("X-Millrace-User", "bob"));
    Api.Answer blank =
        Api.send(Api.post(Api.request("/api/search"), QUESTION).header("X-Millrace-User", " "));

    assertThat(without.status()).isEqualTo(403);
    assertThat(without.param()).isEqualTo("X-Millrace-User");
    assertThat(with.raw().body()).contains("bob hybrid 10");
    assertThat(blank.code()).isEqualTo("invalid_value");
  }

  @Test
  void namesOfUsersAreUtf8() throws Exception {
    String answer =
        RawHttp.exchange(
            "POST /api/search HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer "
                + Api.ADMIN_KEY
                + "\r\nX-Millrace-User: zoë\r\nContent-Type: application/json\r\n"
                + "Content-Length: 15\r\n\r\n"
                + QUESTION);

    assertThat(answer).contains("zoë hybrid 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "127.0.0.1.evil.example:8080", "localhost.", "", "10.0.0.1"})
  void pagesOfOtherHostsAreKeptOut(String host) throws Exception {
    String answer =
        RawHttp.exchange("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 403").contains("\"host_not_allowed\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080"})
  void namesOfThisMachineAreAnswered(String host) throws Exception {
    String answer =
        RawHttp.exchange("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200");
  }
}

package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many documents in one request: what one line costs, and what it doesn't. */
class BatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/api/documents/batch";

  @Test
  void eachLineHasItsAnswerInOrder() throws Exception {
    String source = source();
    List<JsonNode> answers =
        send(
            "?sourceId=" + source + "&readers=group:hr&sensitivity=restricted",
            String.join(
                "\n",
                "{\"externalId\":\"a\",\"text\":\"The first text.\"}",
                "",
                "{\"externalId\":\"b\",",
                "[]",
                "{\"externalId\":\"c\"}",
                "{\"externalId\":\"d\",\"text\":\"x\",\"colour\":1}",
                "{\"externalId\":\"e\",\"text\":\"x\"} {}",
                "{\"externalId\":\"f\",\"text\":\"x\",\"mediaType\":\"a/b\"}",
                "{\"externalId\":\"g\",\"text\":\"x\",\"sourceId\":\"" + UUID.randomUUID() + "\"}",
                "{\"externalId\":\"h\",\"text\":\" \"}",
                "{\"externalId\":\"a\",\"text\":\"The second text.\",\"readers\":[\"everyone\"]}",
                "{\"externalId\":\"i\",\"delete\":true}",
                "{\"externalId\":\"a\",\"delete\":true}",
                "{\"externalId\":\"j\",\"text\":\"Without an end of line.\"}"));

    assertThat(answers.subList(0, 13).stream().map(line -> line.path("line").asInt()))
        .containsExactly(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    assertThat(answers.stream().map(BatchTest::what))
        .containsExactly(
            "added",
            "malformed_json",
            "invalid_value",
            "missing_value",
            "unknown_field",
            "malformed_json",
            "invalid_value",
            "not_found",
            "skipped",
            "changed",
            "unchanged",
            "removed",
            "added",
            "summary");
    assertThat(answers.get(0).path("position").asLong())
        .isLessThan(answers.get(9).path("position").asLong());
    assertThat(answers.get(0).path("documentId")).isEqualTo(answers.get(9).path("documentId"));
    assertThat(answers.get(0).path("revision").asText()).hasSize(64);
    JsonNode summary = answers.getLast().path("summary");
    assertThat(summary.path("lines").asInt()).isEqualTo(13);
    assertThat(summary.path("refused").asInt()).isEqualTo(7);
    assertThat(summary.path("counts").path("added").asInt()).isEqualTo(2);
    assertThat(summary.path("position").asLong())
        .isGreaterThanOrEqualTo(answers.get(12).path("position").asLong());
    JsonNode kept = Api.get("/api/documents/" + answers.get(12).path("documentId").asText()).json();
    assertThat(kept.path("error").path("code").asText())
        .as("only group hr may read it")
        .isEqualTo("not_found");
  }

  @Test
  void aLineThatIsTooLongCostsItself() throws Exception {
    String many = "x".repeat((10 << 20) + 1);
    List<JsonNode> answers =
        send(
            "",
            "{\"externalId\":\"big\",\"text\":\""
                + many
                + "\"}\n{\"externalId\":\"small-"
                + UUID.randomUUID()
                + "\",\"text\":\"Short.\"}\n");
    assertThat(answers.stream().map(BatchTest::what))
        .containsExactly("too_large", "added", "summary");
  }

  @Test
  void aKeyThatComesAgainIsAnsweredAsBefore() throws Exception {
    String source = source();
    String first = "{\"externalId\":\"a\",\"text\":\"Old.\",\"idempotencyKey\":\"k1\"}\n";
    String second = "{\"externalId\":\"a\",\"text\":\"New.\",\"idempotencyKey\":\"k2\"}\n";
    String other = "{\"externalId\":\"a\",\"text\":\"Other.\",\"idempotencyKey\":\"k1\"}\n";
    String removal = "{\"externalId\":\"a\",\"delete\":true,\"idempotencyKey\":\"k3\"}\n";
    List<JsonNode> answers = send("?sourceId=" + source, first + second + first + other);
    assertThat(answers.stream().map(BatchTest::what))
        .containsExactly("added", "changed", "added", "idempotency_mismatch", "summary");
    assertThat(answers.get(2).path("revision")).isEqualTo(answers.get(0).path("revision"));
    List<JsonNode> later = send("?sourceId=" + source, removal + second + removal);
    assertThat(later.stream().map(BatchTest::what))
        .containsExactly("removed", "changed", "removed", "summary");

    String body = "{\"externalId\":\"s\",\"text\":\"One.\",\"sourceId\":\"" + source + "\"}";
    assertThat(keyed("one", body).status()).isEqualTo(201);
    assertThat(keyed("one", body).status()).as("said again").isEqualTo(201);
    Api.Answer mismatch = keyed("one", body.replace("One.", "Two."));
    assertThat(mismatch.status()).isEqualTo(409);
    assertThat(mismatch.code()).isEqualTo("idempotency_mismatch");
    assertThat(mismatch.param()).isEqualTo("Idempotency-Key");
    assertThat(keyed("x".repeat(201), body).param()).isEqualTo("Idempotency-Key");

    String named = "/api/documents?externalId=s&sourceId=" + source;
    assertThat(delete(named).json().path("position").asLong()).isPositive();
    assertThat(delete(named).status()).isEqualTo(404);
  }

  @Test
  void answersComeWhileTheBodyIsStillSent() throws Exception {
    try (Conversation batch = new Conversation()) {
      for (int n = 0; n < 3; n++) {
        batch.line("{\"externalId\":\"live-" + n + "\",\"text\":\"Number " + n + "\"}");
        assertThat(batch.answer().path("line").asInt()).isEqualTo(n + 1);
      }
      batch.end();
      assertThat(what(batch.answer())).isEqualTo("summary");
    }
  }

  @Test
  void whoReadsNoAnswerBeforeTheEndIsServedToo() throws Exception {
    int lines = 60_000;
    try (Conversation batch = new Conversation()) {
      for (int n = 0; n < lines; n++) {
        batch.line("[\"not a document, and refused with a reason that is a little longer\"]");
      }
      batch.end();
      int answers = 0;
      JsonNode last = batch.answer();
      while (!last.has("summary")) {
        answers++;
        assertThat(last.path("line").asInt()).isEqualTo(answers);
        last = batch.answer();
      }
      assertThat(answers).isEqualTo(lines);
    }
  }

  @Test
  void nobodyWorksForAClientThatHungUp() throws Exception {
    String source = source();
    Conversation batch = new Conversation("?sourceId=" + source);
    batch.line("{\"externalId\":\"gone-0\",\"text\":\"Number 0\"}");
    assertThat(what(batch.answer())).isEqualTo("added");
    for (int n = 1; n < 2_000; n++) {
      batch.line("{\"externalId\":\"gone-" + n + "\",\"text\":\"Number " + n + "\"}");
    }
    batch.close();

    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (batchThreads() > 0 && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(batchThreads()).isZero();
    assertThat(Api.get("/api/documents?limit=500&sourceId=" + source).json().path("data").size())
        .isBetween(1, 499);
  }

  private static long batchThreads() {
    return Api.bean(BatchController.class).underWay();
  }

  private static String what(JsonNode answer) {
    return answer.has("summary")
        ? "summary"
        : answer.path("error").path("code").asText(answer.path("outcome").asText());
  }

  private static List<JsonNode> send(String query, String body) throws Exception {
    Api.Answer answer =
        Api.send(
            Api.request(PATH + query)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.raw().body().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static Api.Answer keyed(String key, String body) throws Exception {
    return Api.send(Api.post(Api.request("/api/documents"), body).header("Idempotency-Key", key));
  }

  private static Api.Answer delete(String path) throws Exception {
    return Api.send(Api.request(path).method("DELETE", BodyPublishers.noBody()));
  }

  private static String source() throws Exception {
    return Api.post(
            "/api/sources",
            JSON.writeValueAsString(Map.of("name", "batch-" + UUID.randomUUID(), "kind", "push")))
        .json()
        .path("id")
        .asText();
  }

  /** A request whose body and answer are written and read piece by piece. */
  private static final class Conversation implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private int left;
    private boolean begun;

    Conversation() throws IOException {
      this("");
    }

    Conversation(String query) throws IOException {
      URI server = Api.uri("/");
      socket = new Socket(server.getHost(), server.getPort());
      socket.setSoTimeout(30_000);
      out = socket.getOutputStream();
      in = new BufferedInputStream(socket.getInputStream());
      write(
          "POST %s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nContent-Type:"
                  .formatted(PATH, query, server.getPort(), Api.ADMIN_KEY)
              + " application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    private void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void line(String json) throws IOException {
      int length = json.getBytes(StandardCharsets.UTF_8).length + 1;
      write(Integer.toHexString(length) + "\r\n" + json + "\n\r\n");
    }

    void end() throws IOException {
      write("0\r\n\r\n");
    }

    /** The next line of the answer. */
    JsonNode answer() throws IOException {
      if (!begun) {
        assertThat(head()).contains("200");
        for (String header = head(); !header.isEmpty(); header = head()) {}
        begun = true;
      }
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int one = next(); one != '\n'; one = next()) {
        line.write(one);
      }
      return JSON.readTree(line.toByteArray());
    }

    /** A byte of the chunks' content. */
    private int next() throws IOException {
      while (left == 0) {
        String size = head();
        left = size.isEmpty() ? 0 : Integer.parseInt(size, 16);
      }
      left--;
      int one = in.read();
      assertThat(one).as("more of the answer").isNotNegative();
      return one;
    }

    private String head() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int one = in.read(); one != '\n'; one = in.read()) {
        assertThat(one).as("more of the answer").isNotNegative();
        line.append((char) one);
      }
      return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void linesOfOneDocumentKeepTheirOrder() throws Exception {
    String source = source();
    StringBuilder body = new StringBuilder();
    IntStream.range(0, 60)
        .forEach(
            n ->
                body.append(
                    "{\"externalId\":\"o%d\",\"text\":\"Version %d\"}\n".formatted(n % 3, n / 3)));
    List<JsonNode> answers = send("?sourceId=" + source, body.toString());
    for (int one = 0; one < 3; one++) {
      String id = answers.get(one).path("documentId").asText();
      assertThat(Api.get("/api/documents/" + id).json().path("text").asText())
          .isEqualTo("Version 19");
    }
  }
}

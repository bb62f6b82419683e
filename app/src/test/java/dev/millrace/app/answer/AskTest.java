package dev.millrace.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.app.http.Api;
import dev.millrace.orchestration.turn.AnswerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/ask}: answers, events, and failures before and within a stream. */
class AskTest {
  private static Api.Answer ask(String question) throws IOException, InterruptedException {
    return Api.post("/api/ask", "{\"question\":\"" + question + "\"}");
  }

  private static Sse stream(String question) throws IOException, InterruptedException {
    return Sse.post("/api/ask", "{\"question\":\"" + question + "\",\"stream\":true}");
  }

  @Test
  void anAnswerSaysAllOfTheContract() throws Exception {
    JsonNode answer = ask(ScriptedTurns.ANSWER).json();

    assertThat(answer.path("answer").asText()).isEqualTo(ScriptedTurns.TEXT);
    assertThat(answer.path("refused").asBoolean()).isFalse();
    assertThat(answer.path("partial").asBoolean()).isFalse();
    assertThat(answer.path("reason").isNull()).isTrue();
    JsonNode citation = answer.path("citations").get(1);
    assertThat(citation.path("n").asInt()).isEqualTo(2);
    assertThat(citation.path("text").asText()).isEqualTo("20 days");
    assertThat(citation.path("start").asInt()).isEqualTo(109);
    assertThat(citation.path("end").asInt()).isEqualTo(116);
    assertThat(citation.path("documentId").asText()).isEqualTo(new UUID(1, 2).toString());
    assertThat(citation.path("page").asInt()).isEqualTo(3);
    assertThat(answer.path("model").asText()).isEqualTo("small");
    assertThat(answer.path("tier").asText()).isEqualTo("gpu");
    assertThat(answer.path("route").asText()).isEqualTo("lookup: small@gpu");
    assertThat(answer.path("class").asText()).isEqualTo("lookup");
    assertThat(answer.at("/cost/amount").decimalValue()).isEqualByComparingTo("0.00012");
    assertThat(answer.at("/cost/currency").asText()).isEqualTo("USD");
    assertThat(answer.path("ms").asLong()).isEqualTo(40);
    assertThat(answer.path("conversationId").asText()).isEqualTo(new UUID(0, 8).toString());
    assertThat(answer.path("answerId").asText()).isEqualTo(new UUID(0, 7).toString());
  }

  @Test
  void aRefusalShowsTheNearest() throws Exception {
    JsonNode answer = ask(ScriptedTurns.REFUSE).json();

    assertThat(answer.path("refused").asBoolean()).isTrue();
    assertThat(answer.path("reason").asText()).isEqualTo("nothing");
    assertThat(answer.path("nearest").get(0).path("title").asText()).isEqualTo("Leave");
  }

  @Test
  void whatTheRequestSaysReachesTheTurn() throws Exception {
    ScriptedTurns.ASKED.clear();
    UUID conversation = UUID.randomUUID();
    Api.post(
        "/api/ask",
        """
        {"question":"answer","conversationId":"%s","model":"small","ground":"always","evidence":3,
         "policy":"economy","maxCost":0.05,"deadlineMs":9000,"minPosition":4}
        """
            .formatted(conversation));
    AnswerRequest asked = ScriptedTurns.ASKED.take();

    assertThat(asked.conversation()).hasValue(conversation);
    assertThat(asked.model()).isEqualTo("small");
    assertThat(asked.options().grounding().wire()).isEqualTo("always");
    assertThat(asked.options().passages()).isEqualTo(3);
    assertThat(asked.options().policy().wire()).isEqualTo("economy");
    assertThat(asked.options().maxCost().orElseThrow()).isEqualByComparingTo("0.05");
    assertThat(asked.options().deadline()).isEqualTo(Duration.ofSeconds(9));
    assertThat(asked.options().minPosition()).isEqualTo(4);
  }

  @Test
  void eventsAreNamedAfterWhatTheyTell() throws Exception {
    try (Sse stream = stream(ScriptedTurns.ANSWER)) {
      List<Sse.Event> events = stream.rest();

      assertThat(stream.response().headers().firstValue("Content-Type"))
          .hasValue("text/event-stream");
      assertThat(stream.response().headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(stream.response().headers().firstValue("X-Accel-Buffering")).hasValue("no");
      assertThat(events)
          .extracting(Sse.Event::name)
          .containsExactly(
              "started",
              "classified",
              "searched",
              "attempted",
              "released",
              "released",
              "attempt_ended",
              "finished");
      assertThat(events.get(1).data())
          .isEqualTo(
              "{\"query\":\"how many days\",\"rewritten\":true,\"class\":\"lookup\","
                  + "\"confidence\":0.75}");
      assertThat(events.get(4).json().path("marks").toString())
          .isEqualTo("[{\"n\":1,\"start\":14,\"end\":17}]");
      assertThat(events.getLast().json().path("answer").asText()).isEqualTo(ScriptedTurns.TEXT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_question, 400, invalid_value, false",
    "unknown_model, 404, model_not_found, false",
    "no_vision, 400, no_vision, false",
    "no_conversation, 404, not_found, false",
    "no_model, 422, no_model, false",
    "too_long, 400, context_length_exceeded, false",
    "too_expensive, 422, too_expensive, false",
    "no_clearance, 403, no_clearance, false",
    "behind, 503, behind, true",
    "busy, 429, busy, true",
    "deadline, 504, deadline_exceeded, false",
    "upstream, 502, upstream_failed, false"
  })
  void aFailureBeforeAnyTextHasItsStatus(String kind, int status, String code, boolean waits)
      throws Exception {
    Api.Answer whole = ask(ScriptedTurns.FAIL + " " + kind);

    assertThat(whole.status()).isEqualTo(status);
    assertThat(whole.code()).isEqualTo(code);
    assertThat(whole.message()).isEqualTo("it failed");
    assertThat(whole.param()).isEqualTo("deadlineMs");
    assertThat(whole.raw().headers().firstValue("Retry-After").isPresent()).isEqualTo(waits);
    try (Sse stream = stream(ScriptedTurns.FAIL + " " + kind)) {
      assertThat(stream.response().statusCode()).isEqualTo(status);
      assertThat(stream.response().headers().firstValue("Content-Type"))
          .hasValue("application/json");
    }
  }

  @Test
  void aPassedDeadlineIsNotTriedAgain() throws Exception {
    assertThat(ask("fail deadline").raw().headers().firstValue("x-should-retry")).hasValue("false");
  }

  @Test
  void aFailureAfterTheFirstTextIsTheLastEvent() throws Exception {
    try (Sse stream = stream(ScriptedTurns.LATE + " upstream")) {
      assertThat(stream.response().statusCode()).isEqualTo(200);
      Sse.Event last = stream.rest().getLast();

      assertThat(last.name()).isEqualTo("error");
      assertThat(last.data())
          .isEqualTo(
              "{\"error\":{\"message\":\"it failed\",\"type\":\"server_error\","
                  + "\"code\":\"upstream_failed\",\"param\":\"deadlineMs\"}}");
    }
  }

  @Test
  void aTurnThatBreaksTellsNothingButAnId() throws Exception {
    Api.Answer whole = ask(ScriptedTurns.BREAK);

    assertThat(whole.status()).isEqualTo(500);
    assertThat(whole.message()).containsPattern("[0-9a-f]{8}-").doesNotContain("secret");
    try (Sse stream = stream(ScriptedTurns.BREAK)) {
      assertThat(stream.response().statusCode()).isEqualTo(500);
    }
  }

  @Test
  void aStreamThatHasNothingToSayYetSaysThatItLives() throws Exception {
    long start = System.nanoTime();
    try (Sse stream = stream(ScriptedTurns.QUIET)) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      assertThat(stream.response().statusCode()).isEqualTo(200);
      assertThat(waited).isBetween(Answers.PATIENCE.minusMillis(100), Duration.ofSeconds(4));
      Sse.Event first = stream.next();
      assertThat(first).isEqualTo(new Sse.Event("", "", "keep-alive"));
      assertThat(stream.next()).isEqualTo(first);
    }
  }

  @Test
  void textLeavesWhenItIsReleased() throws Exception {
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      long start = System.nanoTime();
      // The turn says no more until the client hangs up.
      try (Sse stream = stream(ScriptedTurns.HALF)) {
        String text = stream.await("released").json().path("text").asText();
        waits.add(Duration.ofNanos(System.nanoTime() - start));
        assertThat(text).startsWith("Twenty");
      }
    }
    waits.sort(Comparator.naturalOrder());

    assertThat(waits.get(waits.size() / 2)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void aClientThatHangsUpEndsItsTurn() throws Exception {
    ScriptedTurns.LEFT.clear();
    try (Sse stream = stream("half streamed")) {
      stream.next();
    }
    assertThat(ScriptedTurns.LEFT.poll(5, TimeUnit.SECONDS)).isEqualTo("half streamed");

    URI server = Api.uri("/");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      ScriptedTurns.ASKED.clear();
      socket.getOutputStream().write(raw("{\"question\":\"quiet whole\"}"));
      ScriptedTurns.ASKED.take();
    }
    assertThat(ScriptedTurns.LEFT.poll(5, TimeUnit.SECONDS)).isEqualTo("quiet whole");
  }

  @Test
  void aConnectionServesOneAnswerAfterTheOther() throws Exception {
    URI server = Api.uri("/");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(raw("{\"question\":\"answer\",\"stream\":true}"));
        assertThat(untilLastChunk(socket.getInputStream())).contains("event: finished");
      }
    }
  }

  private static String untilLastChunk(InputStream in) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith("\r\n0\r\n\r\n")) {
      read.append((char) in.read());
    }
    return read.toString();
  }

  private static byte[] raw(String body) {
    return """
    POST /api/ask HTTP/1.1\r
    Host: localhost\r
    Authorization: Bearer %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s"""
        .formatted(Api.ADMIN_KEY, body.length(), body)
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'{}', missing_value, question",
        "'{\"question\":\" \"}', invalid_value, question",
        "'{\"question\":\"a\\u0007b\"}', invalid_value, question",
        "'{\"question\":\"a\\ud800b\"}', invalid_value, question",
        "'{\"question\":\"a\",\"conversationId\":\"7\"}', invalid_value, conversationId",
        "'{\"question\":\"a\",\"ground\":\"perhaps\"}', invalid_value, ground",
        "'{\"question\":\"a\",\"policy\":\"fast\"}', invalid_value, policy",
        "'{\"question\":\"a\",\"evidence\":0}', invalid_value, evidence",
        "'{\"question\":\"a\",\"evidence\":51}', invalid_value, evidence",
        "'{\"question\":\"a\",\"maxCost\":-1}', invalid_value, maxCost",
        "'{\"question\":\"a\",\"maxCost\":\"1\"}', invalid_value, maxCost",
        "'{\"question\":\"a\",\"deadlineMs\":0}', invalid_value, deadlineMs",
        "'{\"question\":\"a\",\"deadlineMs\":600001}', invalid_value, deadlineMs",
        "'{\"question\":\"a\",\"minPosition\":-1}', invalid_value, minPosition",
        "'{\"question\":\"a\",\"stream\":\"yes\"}', invalid_value, stream",
        "'{\"question\":\"a\",\"strean\":true}', unknown_field, strean"
      })
  void whatCannotBeAskedIsRefusedByName(String body, String code, String param) throws Exception {
    Api.Answer answer = Api.post("/api/ask", body);

    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.param()).isEqualTo(param);
  }
}

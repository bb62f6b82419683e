package dev.millrace.app.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.app.answer.ScriptedTurns;
import dev.millrace.app.answer.Sse;
import dev.millrace.app.http.Api;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An answer in OpenAI's form, whole and in chunks. */
class ChatCompletionTest {
  private static final String PATH = "/v1/chat/completions";

  private static String asking(String question, String fields) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + question
        + "\"}]"
        + fields
        + "}";
  }

  private static String marked(JsonNode annotation) {
    JsonNode citation = annotation.path("url_citation");
    String text = ScriptedTurns.TEXT;
    return text.substring(
        text.offsetByCodePoints(0, citation.path("start_index").asInt()),
        text.offsetByCodePoints(0, citation.path("end_index").asInt()));
  }

  @Test
  void aWholeAnswerIsOfOpenAisForm() throws Exception {
    JsonNode completion = Api.post(PATH, asking(ScriptedTurns.ANSWER, "")).json();

    assertThat(completion.path("id").asText()).isEqualTo("chatcmpl-" + new UUID(0, 7));
    assertThat(completion.path("object").asText()).isEqualTo("chat.completion");
    assertThat(completion.path("created").asLong()).isGreaterThan(1_700_000_000);
    assertThat(completion.path("model").asText()).isEqualTo("small");
    JsonNode choice = completion.path("choices").get(0);
    assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    assertThat(choice.path("message").path("role").asText()).isEqualTo("assistant");
    assertThat(choice.path("message").path("content").asText()).isEqualTo(ScriptedTurns.TEXT);
    assertThat(choice.path("message").get("refusal").isNull()).isTrue();
    JsonNode annotations = choice.path("message").path("annotations");
    assertThat(annotations)
        .hasSize(3)
        .extracting(one -> marked(one))
        .containsExactly("[1]", "[1]", "[2]");
    assertThat(annotations.get(0).path("url_citation").path("url").asText())
        .isEqualTo("https://intranet.example/leave");
    assertThat(annotations.get(2).path("url_citation").path("url").asText())
        .isEqualTo(
            Api.uri("/console/documents/" + new UUID(1, 2) + "?passage=" + new UUID(2, 2))
                .toString());
    assertThat(annotations.get(0).path("url_citation").path("title").asText()).isEqualTo("Leave");
    assertThat(completion.path("usage").toString())
        .isEqualTo("{\"prompt_tokens\":120,\"completion_tokens\":12,\"total_tokens\":132}");
    assertThat(completion.path("millrace").path("route").asText()).isEqualTo("lookup: small@gpu");
  }

  @Test
  void chunksCarryAnnotationsAndInTheEndTheUsage() throws Exception {
    try (Sse stream =
        Sse.post(
            PATH,
            asking(
                ScriptedTurns.ANSWER,
                ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"))) {
      List<Sse.Event> events = stream.rest();

      assertThat(events).extracting(Sse.Event::name).containsOnly("");
      assertThat(events.getLast().data()).isEqualTo("[DONE]");
      List<JsonNode> chunks =
          events.subList(0, events.size() - 1).stream().map(Sse.Event::json).toList();
      assertThat(chunks)
          .allSatisfy(
              chunk -> {
                assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
                assertThat(chunk.path("id").asText()).isEqualTo("chatcmpl-" + new UUID(0, 7));
                assertThat(chunk.path("model").asText()).isEqualTo("small");
              });
      assertThat(chunks.get(0).at("/choices/0/delta").toString())
          .isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
      assertThat(chunks.get(1).at("/choices/0/delta/annotations")).hasSize(1);
      assertThat(marked(chunks.get(2).at("/choices/0/delta/annotations/1"))).isEqualTo("[2]");
      assertThat(chunks.get(3).at("/choices/0").toString())
          .isEqualTo("{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}");
      assertThat(chunks.get(3).at("/millrace/answer").asText()).isEqualTo(ScriptedTurns.TEXT);
      assertThat(chunks.get(4).path("choices")).isEmpty();
      assertThat(chunks.get(4).at("/usage/total_tokens").asInt()).isEqualTo(132);
      assertThat(chunks).hasSize(5);
    }
  }

  @Test
  void aPartialAnswerHasTheFinishReasonLength() throws Exception {
    JsonNode whole = Api.post(PATH, asking(ScriptedTurns.PARTIAL, "")).json();

    assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(whole.at("/millrace/partial").asBoolean()).isTrue();
    assertThat(whole.at("/millrace/reason").asText()).isEqualTo("it stopped");
  }

  @Test
  void aRefusalIsAnAnswerThatSaysSo() throws Exception {
    try (Sse stream = Sse.post(PATH, asking(ScriptedTurns.REFUSE, ",\"stream\":true"))) {
      List<Sse.Event> events = stream.rest();

      JsonNode end = events.get(2).json();
      assertThat(events.get(1).json().at("/choices/0/delta/content").asText())
          .isEqualTo("Nothing answers.");
      assertThat(end.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
      assertThat(end.at("/millrace/refused").asBoolean()).isTrue();
    }
  }

  @Test
  void aStreamThatFailsHasNoDone() throws Exception {
    try (Sse stream = Sse.post(PATH, asking("late upstream", ",\"stream\":true"))) {
      List<Sse.Event> events = stream.rest();

      assertThat(events).extracting(Sse.Event::data).doesNotContain("[DONE]");
      assertThat(events.getLast().name()).isEqualTo("error");
      assertThat(events.getLast().json().at("/error/param").asText())
          .isEqualTo("millrace.deadlineMs");
    }
  }

  @Test
  void theFleetIsListed() throws Exception {
    JsonNode models = Api.get("/v1/models").json();

    assertThat(models.path("object").asText()).isEqualTo("list");
    assertThat(models.path("data"))
        .extracting(one -> one.path("id").asText())
        .contains("auto", "extractive-lookup");
    assertThat(Api.get("/v1/models/auto").json().path("owned_by").asText()).isEqualTo("millrace");
    assertThat(Api.get("/v1/models/extractive-lookup").json().at("/millrace/hardware").asText())
        .isEqualTo("cpu");
    Api.Answer unknown = Api.get("/v1/models/gpt-17");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("model_not_found");
  }
}

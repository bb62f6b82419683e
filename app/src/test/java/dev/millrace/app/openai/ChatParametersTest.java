package dev.millrace.app.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.answer.ScriptedTurns;
import dev.millrace.app.http.Api;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Image;
import dev.millrace.orchestration.model.Role;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.turn.AnswerRequest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each parameter of OpenAI's: honoured, without effect, or refused by name. */
class ChatParametersTest {
  private static final String PATH = "/v1/chat/completions";

  private static String with(String fields) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"answer\"}],"
        + fields
        + "}";
  }

  private static Api.Answer messages(String messages) throws IOException, InterruptedException {
    return Api.post(PATH, "{\"model\":\"auto\",\"messages\":" + messages + "}");
  }

  private static AnswerRequest asked(String body) throws Exception {
    ScriptedTurns.ASKED.clear();
    Api.Answer answer = Api.post(PATH, body);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return ScriptedTurns.ASKED.take();
  }

  @Test
  void samplingReachesTheModel() throws Exception {
    Sampling sampling =
        asked(
                with(
                    """
                    "temperature":0.5,"top_p":1,"max_completion_tokens":77,"stop":["END"],"seed":-3,
                    "presence_penalty":-2,"frequency_penalty":1.5,"response_format":{"type":"json_object"},
                    "millrace":{"ground":"never"}
                    """))
            .sampling();

    assertThat(sampling)
        .isEqualTo(
            new Sampling(
                0.5,
                1.0,
                77,
                List.of("END"),
                -3,
                new Sampling.Penalties(-2.0, 1.5),
                Sampling.Format.JSON));
    assertThat(asked(with("\"max_tokens\":5,\"stop\":\"X\"")).sampling().stop())
        .containsExactly("X");
  }

  @Test
  void millraceOptionsReachTheTurn() throws Exception {
    UUID conversation = UUID.randomUUID();
    AnswerRequest asked =
        asked(
            with(
                "\"millrace\":{\"ground\":\"always\",\"evidence\":4,\"policy\":\"economy\","
                    + "\"maxCost\":1,\"deadlineMs\":5000,\"minPosition\":2,\"conversationId\":\""
                    + conversation
                    + "\"}"));

    assertThat(asked.conversation()).hasValue(conversation);
    assertThat(asked.options().passages()).isEqualTo(4);
    assertThat(asked.options().deadline().toMillis()).isEqualTo(5_000);
  }

  @Test
  void messagesBecomeWhatModelsTake() throws Exception {
    AnswerRequest asked =
        asked(
            """
            {"model":"auto","messages":[
              {"role":"developer","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
              {"role":"assistant","content":"three [1]","refusal":null,"annotations":[{"type":"url_citation"}],
               "audio":null,"tool_calls":null,"function_call":null},
              {"role":"assistant","content":null,"refusal":"I will not."},
              {"role":"user","content":[{"type":"text","text":"answer"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"auto"}}]}]}
            """);

    assertThat(asked.messages())
        .containsExactly(
            ChatMessage.system("Be brief."),
            ChatMessage.user("one\ntwo"),
            ChatMessage.assistant("three [1]"),
            ChatMessage.assistant("I will not."),
            new ChatMessage(Role.USER, "answer", List.of(new Image.Inline("image/png", "AAAA"))));
  }

  /** What OpenAI's clients send without being told to, and what asks for nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"n\":1",
        "\"n\":null",
        "\"store\":false",
        "\"tools\":[]",
        "\"tool_choice\":\"none\"",
        "\"tool_choice\":\"auto\"",
        "\"parallel_tool_calls\":true",
        "\"functions\":[]",
        "\"function_call\":\"none\"",
        "\"logprobs\":false",
        "\"top_logprobs\":0",
        "\"logit_bias\":{}",
        "\"modalities\":[\"text\"]",
        "\"audio\":null",
        "\"prediction\":null",
        "\"web_search_options\":null",
        "\"reasoning_effort\":\"medium\"",
        "\"verbosity\":\"medium\"",
        "\"service_tier\":\"auto\"",
        "\"service_tier\":\"default\"",
        "\"prompt_cache_retention\":\"in_memory\"",
        "\"prompt_cache_key\":\"k\"",
        "\"safety_identifier\":\"u\"",
        "\"user\":\"u\"",
        "\"metadata\":{\"a\":\"b\"}",
        "\"response_format\":{\"type\":\"text\"}",
        "\"stream\":false",
        "\"stream_options\":null",
        "\"millrace\":null",
        "\"millrace\":{\"sources\":null}",
        "\"millrace\":{\"filters\":{}}"
      })
  void whatAsksForNothingIsTaken(String field) throws Exception {
    Api.Answer answer = Api.post(PATH, with(field));

    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "'\"n\":2' | n",
        "'\"store\":true' | store",
        "'\"tools\":[{\"type\":\"function\"}]' | tools",
        "'\"tool_choice\":\"required\"' | tool_choice",
        "'\"tool_choice\":{\"type\":\"function\"}' | tool_choice",
        "'\"parallel_tool_calls\":false' | parallel_tool_calls",
        "'\"functions\":[{}]' | functions",
        "'\"function_call\":{\"name\":\"f\"}' | function_call",
        "'\"logprobs\":true' | logprobs",
        "'\"top_logprobs\":2' | top_logprobs",
        "'\"logit_bias\":{\"50256\":-100}' | logit_bias",
        "'\"modalities\":[\"text\",\"audio\"]' | modalities",
        "'\"audio\":{\"voice\":\"alloy\"}' | audio",
        "'\"prediction\":{\"type\":\"content\"}' | prediction",
        "'\"moderation\":{}' | moderation",
        "'\"web_search_options\":{}' | web_search_options",
        "'\"reasoning_effort\":\"high\"' | reasoning_effort",
        "'\"verbosity\":\"low\"' | verbosity",
        "'\"service_tier\":\"flex\"' | service_tier",
        "'\"prompt_cache_retention\":\"24h\"' | prompt_cache_retention",
        "'\"prompt_cache_options\":{\"ttl\":\"1h\"}' | prompt_cache_options",
        "'\"response_format\":{\"type\":\"json_object\"}' | response_format",
        "'\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}' | response_format"
      })
  void whatIsNotServedIsRefusedByName(String field, String param) throws Exception {
    Api.Answer answer = Api.post(PATH, with(field));

    assertThat(answer.code()).isEqualTo("unsupported_parameter");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.param()).isEqualTo(param);
    assertThat(answer.message()).contains(param);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "'\"temperature\":2.1' | invalid_value | temperature",
        "'\"temperature\":\"0.5\"' | invalid_value | temperature",
        "'\"temperature\":1e400' | invalid_value | temperature",
        "'\"top_p\":-0.1' | invalid_value | top_p",
        "'\"presence_penalty\":3' | invalid_value | presence_penalty",
        "'\"frequency_penalty\":-3' | invalid_value | frequency_penalty",
        "'\"max_completion_tokens\":0' | invalid_value | max_completion_tokens",
        "'\"max_tokens\":1.5' | invalid_value | max_tokens",
        "'\"max_tokens\":1,\"max_completion_tokens\":1' | invalid_value | max_tokens",
        "'\"seed\":3000000000' | invalid_value | seed",
        "'\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]' | invalid_value | stop",
        "'\"stop\":\"\"' | invalid_value | stop",
        "'\"stop\":5' | invalid_value | stop",
        "'\"stop\":[5]' | invalid_value | stop[0]",
        "'\"stream\":\"true\"' | invalid_value | stream",
        "'\"stream_options\":{\"include_usage\":true}' | invalid_value | stream_options",
        "'\"stream_options\":{\"usage\":true}' | unknown_field | stream_options.usage",
        "'\"response_format\":{\"type\":\"xml\"}' | invalid_value | response_format.type",
        "'\"response_format\":{}' | missing_value | response_format.type",
        "'\"metadata\":{\"a\":5}' | invalid_value | metadata.a",
        "'\"metadata\":{\"a\":null}' | missing_value | metadata.a",
        "'\"top_k\":5' | unknown_field | top_k",
        "'\"millrace\":{\"ground\":\"maybe\"}' | invalid_value | millrace.ground",
        "'\"millrace\":{\"evidence\":0}' | invalid_value | millrace.evidence",
        "'\"millrace\":{\"deadlineMs\":-1}' | invalid_value | millrace.deadlineMs",
        "'\"millrace\":{\"conversationId\":\"x\"}' | invalid_value | millrace.conversationId",
        "'\"millrace\":{\"sources\":[\"nowhere\"]}' | invalid_value | millrace.sources",
        "'\"millrace\":{\"filters\":{\"author\":\"a\"}}' | unknown_field | millrace.filters.author",
        "'\"millrace\":{\"filters\":{\"type\":\"pfd\"}}' | invalid_value | millrace.filters.type",
        "'\"millrace\":{\"effort\":1}' | unknown_field | millrace.effort"
      })
  void whatCannotBeIsRefusedByName(String field, String code, String param) throws Exception {
    Api.Answer answer = Api.post(PATH, with(field));

    assertThat(answer.raw().body()).contains("\"" + code + "\"");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.param()).isEqualTo(param);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "'[]' | invalid_value | messages",
        "'null' | missing_value | messages",
        "'[null]' | missing_value | messages[0]",
        "'\"hello\"' | invalid_value | messages[0]",
        "'[{\"content\":\"a\"}]' | missing_value | messages[0].role",
        "'[{\"role\":\"user\"}]' | missing_value | messages[0].content",
        "'[{\"role\":\"user\",\"content\":\" \"}]' | invalid_value | messages[0].content",
        "'[{\"role\":\"user\",\"content\":5}]' | invalid_value | messages[0].content",
        "'[{\"role\":\"user\",\"content\":[]}]' | invalid_value | messages[0].content",
        "'[{\"role\":\"user\",\"content\":\"a\\u0000\"}]' | invalid_value | messages[0].content",
        "'[{\"role\":\"user\",\"content\":\"\\udc00\"}]' | invalid_value | messages[0].content",
        "'[{\"role\":\"tool\",\"content\":\"a\"}]' | unsupported_parameter | messages[0].role",
        "'[{\"role\":\"function\",\"content\":\"a\"}]' | unsupported_parameter | messages[0].role",
        "'[{\"role\":\"boss\",\"content\":\"a\"}]' | invalid_value | messages[0].role",
        "'[{\"role\":\"assistant\",\"content\":\"a\"}]' | invalid_value | messages[0].role",
        "'[{\"role\":\"system\",\"content\":\"a\"}]' | invalid_value | messages[0].role",
        "'[{\"role\":\"user\",\"content\":\"a\",\"name\":\"B\"}]' | unsupported_parameter | messages[0].name",
        "'[{\"role\":\"user\",\"content\":\"a\",\"mood\":1}]' | unknown_field | messages[0].mood",
        "'[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]' | missing_value | messages[0].content[0].type",
        "'[{\"role\":\"user\",\"content\":[{\"type\":\"file\"}]}]' | unsupported_parameter | messages[0].content[0].type",
        "'[{\"role\":\"user\",\"content\":[{\"type\":\"video\"}]}]' | invalid_value | messages[0].content[0].type",
        "'[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"x\":1}]}]' | unknown_field | messages[0].content[0].x",
        "'[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://a/b.png\"}}]}]' | invalid_value | messages[0].content[1].image_url.url",
        "'[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\",\"detail\":\"high\"}}]}]' | unsupported_parameter | messages[0].content[0].image_url.detail",
        "'[{\"role\":\"system\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\"}}]},{\"role\":\"user\",\"content\":\"a\"}]' | invalid_value | messages[0].content"
      })
  void whatIsNoMessageIsRefusedByName(String messages, String code, String param) throws Exception {
    Api.Answer answer = messages(messages);

    assertThat(answer.raw().body()).contains("\"" + code + "\"");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.param()).isEqualTo(param);
  }

  @Test
  void metadataHasItsLimits() throws Exception {
    StringBuilder pairs = new StringBuilder("\"a0\":\"b\"");
    for (int i = 1; i < 17; i++) {
      pairs.append(",\"a").append(i).append("\":\"b\"");
    }

    assertThat(Api.post(PATH, with("\"metadata\":{" + pairs + "}")).param()).isEqualTo("metadata");
    assertThat(Api.post(PATH, with("\"metadata\":{\"a\":\"" + "b".repeat(513) + "\"}")).param())
        .isEqualTo("metadata");
  }

  @Test
  void aModelMustBeNamed() throws Exception {
    Api.Answer answer = Api.post(PATH, "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");

    assertThat(answer.code()).isEqualTo("missing_value");
    assertThat(answer.param()).isEqualTo("model");
  }

  @Test
  void aQuestionOfTenMegabytesIsTooLarge() throws Exception {
    Api.Answer answer =
        messages("[{\"role\":\"user\",\"content\":\"" + "a".repeat(10 << 20) + "\"}]");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("too_large");
    assertThat(answer.message()).contains("millrace.http.max-request-size");
  }
}

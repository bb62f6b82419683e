package dev.millrace.app.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage.Annotation.UrlCitation;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Java against a running server with real answers. */
class OpenAiClientTest {
  private static Office office;
  private static OpenAIClient client;

  @BeforeAll
  static void open() throws Exception {
    office = Office.open();
    client = office.client(Office.KEY);
  }

  @AfterAll
  static void close() {
    client.close();
    office.close();
  }

  private static ChatCompletionCreateParams.Builder asking(String model, String question) {
    return ChatCompletionCreateParams.builder()
        .model(model)
        .addUserMessage(question)
        .putAdditionalBodyProperty(
            "millrace", JsonValue.from(Map.of("minPosition", office.position())));
  }

  private static ChatCompletionCreateParams.Builder asking(
      String model, String question, Map<String, Object> millrace) {
    return asking(model, question).putAdditionalBodyProperty("millrace", JsonValue.from(millrace));
  }

  private static final String LEAVE = "How many days of paid annual leave does an employee have?";

  private static String between(String text, long start, long end) {
    return text.substring(
        text.offsetByCodePoints(0, Math.toIntExact(start)),
        text.offsetByCodePoints(0, Math.toIntExact(end)));
  }

  @Test
  void autoAnswersFromTheDocuments() {
    ChatCompletion completion =
        client.chat().completions().create(asking("auto", LEAVE).build()).validate();

    assertThat(completion.model()).isEqualTo("copy");
    var choice = completion.choices().getFirst();
    assertThat(choice.finishReason().toString()).isEqualTo("stop");
    String text = choice.message().content().orElseThrow();
    assertThat(text).contains("28 days");
    UrlCitation cited = choice.message().annotations().orElseThrow().getFirst().urlCitation();
    assertThat(between(text, cited.startIndex(), cited.endIndex())).isEqualTo("[1]");
    assertThat(cited.url()).isEqualTo("https://intranet.example/leave");
    assertThat(cited.title()).isEqualTo("Annual leave");
    var usage = completion.usage().orElseThrow();
    assertThat(usage.promptTokens()).isPositive();
    assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    assertThat(completion._additionalProperties().get("millrace"))
        .asString()
        .contains("tier=gpu", "route=lookup: copy@gpu", "currency=USD");
  }

  @Test
  void aDocumentThatNoBrowserOpensIsLinkedToTheConsole() {
    ChatCompletion completion =
        client
            .chat()
            .completions()
            .create(asking("auto", "What is paid for hotels in London?").build());

    assertThat(
            completion
                .choices()
                .getFirst()
                .message()
                .annotations()
                .orElseThrow()
                .getFirst()
                .urlCitation()
                .url())
        .startsWith(office.uri("/console/documents/").toString())
        .contains("?passage=");
  }

  @Test
  void aStreamHasTextAnnotationsMillraceAndUsage() {
    List<ChatCompletionChunk> chunks = new ArrayList<>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(
                asking("auto", LEAVE)
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build())) {
      stream.stream().map(ChatCompletionChunk::validate).forEach(chunks::add);
    }
    String text =
        chunks.stream()
            .flatMap(chunk -> chunk.choices().stream())
            .map(choice -> choice.delta().content().orElse(""))
            .collect(Collectors.joining());

    assertThat(text).contains("28 days", "[1]");
    assertThat(chunks)
        .filteredOn(chunk -> !chunk.choices().isEmpty())
        .extracting(chunk -> chunk.choices().getFirst().delta()._additionalProperties())
        .anySatisfy(
            delta -> assertThat(delta.get("annotations")).asString().contains("url_citation"));
    ChatCompletionChunk end = chunks.get(chunks.size() - 2);
    assertThat(end.choices().getFirst().finishReason().orElseThrow().toString()).isEqualTo("stop");
    assertThat(end._additionalProperties()).containsKey("millrace");
    assertThat(chunks.getLast().usage().orElseThrow().totalTokens()).isPositive();
  }

  @Test
  void aNamedModelAnswersByItselfUnlessItIsToUseTheDocuments() {
    ChatCompletion free =
        client.chat().completions().create(asking("copy", "Say what you like.").build());
    ChatCompletion grounded =
        client
            .chat()
            .completions()
            .create(
                asking("copy", LEAVE)
                    .putAdditionalBodyProperty(
                        "millrace",
                        JsonValue.from(
                            Map.of("ground", "always", "minPosition", office.position())))
                    .build());

    assertThat(free.choices().getFirst().message().annotations().orElse(List.of())).isEmpty();
    assertThat(free.model()).isEqualTo("copy");
    assertThat(grounded.choices().getFirst().message().annotations().orElseThrow()).isNotEmpty();
  }

  @Test
  void withoutModelsTheDocumentsAreQuoted() {
    ChatCompletion completion =
        client.chat().completions().create(asking("extractive-lookup", LEAVE).build());

    assertThat(completion.model()).isEqualTo("extractive-lookup");
    assertThat(completion.choices().getFirst().message().content().orElseThrow())
        .contains("28 days of paid annual leave", "[1]");
  }

  @Test
  void modelsAreListed() {
    assertThat(client.models().list().data())
        .extracting(Model::id)
        .contains("auto", "extractive-lookup", "copy", "down");
    assertThat(client.models().retrieve("copy").ownedBy()).isEqualTo("openai");
  }

  @Test
  void errorsAreOpenAis() {
    OpenAIClient stranger = office.client("mr_wrong");
    assertThat(failure(stranger, asking("auto", LEAVE)).statusCode()).isEqualTo(401);
    stranger.close();
    OpenAIServiceException unknown = failure(client, asking("gpt-17", LEAVE));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.code()).hasValue("model_not_found");
    assertThat(unknown.param()).hasValue("model");
    OpenAIServiceException param = failure(client, asking("auto", LEAVE).n(2));
    assertThat(param.statusCode()).isEqualTo(400);
    assertThat(param.param()).hasValue("n");
    OpenAIServiceException upstream = failure(client, asking("down", "Say something."));
    assertThat(upstream.statusCode()).isEqualTo(502);
    assertThat(upstream.code()).hasValue("upstream_failed");
    OpenAIServiceException huge = failure(client, asking("auto", "a ".repeat(2_000_000)));
    assertThat(huge.statusCode()).isEqualTo(400);
    assertThat(huge.param()).hasValue("messages");
  }

  @Test
  void aModelServerThatTalksRubbishOrHangsIsAnError() {
    OpenAIServiceException rubbish = failure(client, asking("rubbish", "Say something."));
    assertThat(rubbish.statusCode()).isEqualTo(502);
    assertThat(rubbish.code()).hasValue("upstream_failed");
    OpenAIServiceException hung =
        failure(client, asking("hung", "Say something.", Map.of("deadlineMs", 500)));
    assertThat(hung.statusCode()).isEqualTo(504);
    assertThat(hung.code()).hasValue("deadline_exceeded");
    assertThat(hung.param()).hasValue("millrace.deadlineMs");
    assertThat(hung.headers().values("x-should-retry")).containsExactly("false");
  }

  @Test
  void anImageForAFleetThatCannotSeeIsRefused() {
    ChatCompletionCreateParams.Builder asked =
        ChatCompletionCreateParams.builder()
            .model("auto")
            .addUserMessageOfArrayOfContentParts(
                List.of(
                    ChatCompletionContentPart.ofText(
                        ChatCompletionContentPartText.builder().text("What is this?").build()),
                    ChatCompletionContentPart.ofImageUrl(
                        ChatCompletionContentPartImage.builder()
                            .imageUrl(
                                ChatCompletionContentPartImage.ImageUrl.builder()
                                    .url("data:image/png;base64,AAAA")
                                    .build())
                            .build())));
    OpenAIServiceException blind = failure(client, asked);

    assertThat(blind.statusCode()).isEqualTo(400);
    assertThat(blind.code()).hasValue("no_vision");
    assertThat(blind.param()).hasValue("messages");
  }

  @Test
  void aConversationGoesOnForItsOwnerAlone() {
    ChatCompletion first = client.chat().completions().create(asking("auto", LEAVE).build());
    String conversation = text(first, "conversationId");
    ChatCompletion second =
        client
            .chat()
            .completions()
            .create(
                asking("auto", "And when does it expire?", Map.of("conversationId", conversation))
                    .build());
    OpenAIServiceException nobodys =
        failure(
            client, asking("auto", LEAVE, Map.of("conversationId", UUID.randomUUID().toString())));

    assertThat(text(second, "conversationId")).isEqualTo(conversation);
    assertThat(nobodys.statusCode()).isEqualTo(404);
    assertThat(nobodys.param()).hasValue("millrace.conversationId");
    OpenAIClient other =
        client.withOptions(options -> options.putHeader("X-Millrace-User", "somebody"));
    OpenAIServiceException somebodys =
        failure(other, asking("auto", LEAVE, Map.of("conversationId", conversation)));
    assertThat(somebodys.statusCode()).isEqualTo(404);
  }

  private static String text(ChatCompletion completion, String field) {
    JsonField<?> millrace =
        completion._additionalProperties().getOrDefault("millrace", JsonValue.from(Map.of()));
    JsonField<?> value = millrace.asObject().orElseThrow().getOrDefault(field, JsonValue.from(""));
    return value.asString().orElseThrow();
  }

  private static OpenAIServiceException failure(
      OpenAIClient from, ChatCompletionCreateParams.Builder asked) {
    return catchThrowableOfType(
        OpenAIServiceException.class, () -> from.chat().completions().create(asked.build()));
  }

  @Test
  void aModelThatIsCutOffIsNoSuccess() {
    ChatCompletionCreateParams asked = asking("broken", "Say something.").build();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asked)) {
      List<ChatCompletionChunk> chunks = stream.stream().toList();
      String end = chunks.getLast().choices().getFirst().finishReason().orElseThrow().toString();

      assertThat(end).isEqualTo("length");
      assertThat(chunks.getLast()._additionalProperties().get("millrace"))
          .asString()
          .contains("partial=true");
    } catch (SseException e) {
      assertThat(e.code()).hasValue("upstream_failed");
    }
  }

  @Test
  void aStreamThatIsClosedEndsTheCallOfTheModel() throws Exception {
    int before = office.models().traffic().cancelled();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asking("slow", "Go on.").build())) {
      Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
      chunks.next();
      assertThat(chunks.next().choices().getFirst().delta().content().orElseThrow()).isNotEmpty();
    }

    office.models().await(now -> now.cancelled() > before, Duration.ofSeconds(5));
  }
}

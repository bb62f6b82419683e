package dev.millrace.app.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.app.answer.AnswerView;
import dev.millrace.orchestration.turn.Answer;
import dev.millrace.orchestration.turn.Citation;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer in OpenAI's form.
 *
 * @param object chat.completion
 * @param created in seconds since 1970
 * @param model that answered
 * @param millrace the answer in Millrace's form
 */
@Serdeable
@Schema(name = "ChatCompletion")
record ChatCompletion(
    String id,
    String object,
    long created,
    String model,
    List<Choice> choices,
    Usage usage,
    AnswerView millrace) {
  /**
   * The one answer.
   *
   * @param finishReason stop; length if the answer lacks something
   */
  @Serdeable
  @Schema(name = "ChatChoice")
  record Choice(
      int index,
      Message message,
      @Nullable Object logprobs,
      @JsonProperty("finish_reason") String finishReason) {}

  /**
   * What is answered.
   *
   * @param refusal null: that nothing could be answered is said in content
   */
  @Serdeable
  @Schema(name = "ChatAnswer")
  record Message(
      String role, String content, @Nullable String refusal, List<Annotation> annotations) {}

  /** Tokens of all calls, failed ones included. */
  @Serdeable
  @Schema(name = "Usage")
  record Usage(
      @JsonProperty("prompt_tokens") long promptTokens,
      @JsonProperty("completion_tokens") long completionTokens,
      @JsonProperty("total_tokens") long totalTokens) {
    static Usage of(Answer answer) {
      var used = answer.spent().usage();
      return new Usage(
          used.inputTokens(), used.outputTokens(), (long) used.inputTokens() + used.outputTokens());
    }
  }

  /**
   * As OpenAI's clients expect it.
   *
   * @param server this server's address as the client knows it, without a slash at the end
   */
  static ChatCompletion of(Answer answer, Instant created, String server) {
    Map<Integer, Citation> cited =
        answer.citations().stream().collect(Collectors.toMap(Citation::n, Function.identity()));
    return new ChatCompletion(
        id(answer.answerId()),
        "chat.completion",
        created.getEpochSecond(),
        answer.madeBy().model(),
        List.of(
            new Choice(
                0,
                new Message(
                    "assistant", answer.text(), null, Annotation.of(answer.marks(), cited, server)),
                null,
                finishReason(answer))),
        Usage.of(answer),
        AnswerView.of(answer));
  }

  static String id(UUID answer) {
    return "chatcmpl-" + answer;
  }

  static String finishReason(Answer answer) {
    return answer.partial() ? "length" : "stop";
  }
}

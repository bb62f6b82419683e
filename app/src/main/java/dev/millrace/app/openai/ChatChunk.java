package dev.millrace.app.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.app.answer.AnswerView;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer in OpenAI's form.
 *
 * @param object chat.completion.chunk
 * @param created in seconds since 1970, the same in all chunks of an answer
 * @param model that answers
 * @param choices one, but none in a chunk with usage
 * @param usage in a last chunk of its own, if it was asked for
 * @param millrace the answer in Millrace's form, in the chunk with the finish_reason
 */
@Serdeable
@Schema(name = "ChatCompletionChunk")
record ChatChunk(
    String id,
    String object,
    long created,
    String model,
    List<Choice> choices,
    @JsonInclude(JsonInclude.Include.NON_NULL) ChatCompletion.@Nullable Usage usage,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AnswerView millrace) {
  /**
   * A piece of the one answer.
   *
   * @param finishReason stop, or length if the answer lacks something; null before the end
   */
  @Serdeable
  @Schema(name = "ChatChunkChoice")
  record Choice(
      int index,
      Delta delta,
      @Nullable Object logprobs,
      @Nullable @JsonProperty("finish_reason") String finishReason) {}

  /**
   * What is new.
   *
   * @param annotations of the marks in content; their offsets refer to the whole answer
   */
  @Serdeable
  @Schema(name = "ChatDelta")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Delta(
      @Nullable String role, @Nullable String content, @Nullable List<Annotation> annotations) {}
}

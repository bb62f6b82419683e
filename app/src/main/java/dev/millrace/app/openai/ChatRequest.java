package dev.millrace.app.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.app.answer.Question;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Given;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.turn.AnswerRequest;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Filters;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion that is asked for: every parameter that OpenAI documents. Those that are typed
 * as any value are refused unless they say what OpenAI takes for granted.
 *
 * @param model auto, or the name of a model of the fleet
 * @param messages oldest first; the last is the user's question
 * @param maxTokens the older name of max_completion_tokens
 * @param stop one text or up to four, at which the answer ends
 * @param n 1
 * @param user taken and not used, like the three after it: whose question it is, the key says
 * @param metadata at most 16 pairs
 * @param millrace how Millrace is to answer
 */
@Serdeable
@Schema(name = "ChatCompletionRequest")
record ChatRequest(
    String model,
    @Nullable List<ChatTurn> messages,
    @Nullable Boolean stream,
    @Nullable @JsonProperty("stream_options") StreamOptions streamOptions,
    @Nullable @JsonProperty("max_tokens") Integer maxTokens,
    @Nullable @JsonProperty("max_completion_tokens") Integer maxCompletionTokens,
    @Nullable Double temperature,
    @Nullable @JsonProperty("top_p") Double topP,
    @Nullable Object stop,
    @Nullable Long seed,
    @Nullable @JsonProperty("presence_penalty") Double presencePenalty,
    @Nullable @JsonProperty("frequency_penalty") Double frequencyPenalty,
    @Nullable @JsonProperty("response_format") ResponseFormat responseFormat,
    @Nullable String user,
    @Nullable @JsonProperty("safety_identifier") String safetyIdentifier,
    @Nullable @JsonProperty("prompt_cache_key") String promptCacheKey,
    @Nullable Map<String, String> metadata,
    @Nullable Object n,
    @Nullable Object store,
    @Nullable Object tools,
    @Nullable @JsonProperty("tool_choice") Object toolChoice,
    @Nullable @JsonProperty("parallel_tool_calls") Object parallelToolCalls,
    @Nullable Object functions,
    @Nullable @JsonProperty("function_call") Object functionCall,
    @Nullable Object logprobs,
    @Nullable @JsonProperty("top_logprobs") Object topLogprobs,
    @Nullable @JsonProperty("logit_bias") Object logitBias,
    @Nullable Object modalities,
    @Nullable Object audio,
    @Nullable Object prediction,
    @Nullable Object moderation,
    @Nullable @JsonProperty("web_search_options") Object webSearchOptions,
    @Nullable @JsonProperty("reasoning_effort") Object reasoningEffort,
    @Nullable Object verbosity,
    @Nullable @JsonProperty("service_tier") Object serviceTier,
    @Nullable @JsonProperty("prompt_cache_retention") Object promptCacheRetention,
    @Nullable @JsonProperty("prompt_cache_options") Object promptCacheOptions,
    @Nullable MillraceOptions millrace) {
  /**
   * What a stream has besides the text.
   *
   * @param includeUsage whether a last chunk tells the tokens used
   * @param includeObfuscation of no effect: nothing is obfuscated
   */
  @Serdeable
  record StreamOptions(
      @Nullable @JsonProperty("include_usage") Boolean includeUsage,
      @Nullable @JsonProperty("include_obfuscation") Boolean includeObfuscation) {}

  /**
   * What the answer has to be.
   *
   * @param type text, or json_object where the answer need not come from documents
   */
  @Serdeable
  @Schema(name = "ResponseFormat")
  record ResponseFormat(
      String type, @Nullable @JsonProperty("json_schema") @Schema(hidden = true) Object schema) {
    ResponseFormat {
      Given.required(type, "response_format.type");
    }
  }

  private static final int MOST_PAIRS = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_VALUE = 512;

  ChatRequest {
    Given.required(model, "model");
    messages = Given.all(messages, "messages");
  }

  boolean streams() {
    return Given.orElse(stream, false);
  }

  /** How Millrace is to answer. */
  MillraceOptions how() {
    return Given.orElse(millrace, MillraceOptions.NONE);
  }

  boolean includesUsage() {
    return streamOptions != null && Given.orElse(streamOptions.includeUsage(), false);
  }

  /**
   * What is asked.
   *
   * @param narrowed what the options' sources and filters come to
   * @throws ApiException naming the parameter that can't be served as it is
   */
  Question question(Viewer viewer, Fleet fleet, Filters narrowed) {
    Unserved.refuse(choices());
    checkMetadata();
    if (streamOptions != null && !streams()) {
      throw ApiException.invalid("stream_options", "stream_options is for stream: true only");
    }
    MillraceOptions how = how();
    AnswerRequest.Options options = how.options(narrowed);
    boolean grounded =
        switch (options.grounding()) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> fleet.model(model).filter(FleetModel::generative).isEmpty();
        };
    Sampling sampling =
        new SamplingParameters(temperature, topP, seed, presencePenalty, frequencyPenalty, length())
            .sampling(stop, ResponseFormats.of(responseFormat, grounded));
    return new Question(
        new AnswerRequest(
            viewer,
            how.conversation(),
            ChatTurn.messages(Given.all(messages, "messages")),
            model,
            options,
            sampling),
        MillraceOptions::parameter);
  }

  private @Nullable Integer length() {
    if (maxTokens != null && maxCompletionTokens != null) {
      throw ApiException.invalid(
          "max_tokens", "max_tokens is the older name of max_completion_tokens: give one of them");
    }
    return maxCompletionTokens != null ? maxCompletionTokens : maxTokens;
  }

  private void checkMetadata() {
    if (metadata == null) {
      return;
    }
    if (metadata.size() > MOST_PAIRS) {
      throw ApiException.invalid("metadata", "metadata has at most " + MOST_PAIRS + " pairs");
    }
    metadata.forEach(
        (name, value) -> {
          Given.required(value, "metadata." + name);
          if (name.length() > LONGEST_NAME || value.length() > LONGEST_VALUE) {
            throw ApiException.invalid(
                "metadata",
                "metadata has names of at most %d and values of at most %d characters"
                    .formatted(LONGEST_NAME, LONGEST_VALUE));
          }
        });
  }

  private Map<String, @Nullable Object> choices() {
    Map<String, @Nullable Object> choices = new LinkedHashMap<>();
    choices.put("n", n);
    choices.put("store", store);
    choices.put("tools", tools);
    choices.put("tool_choice", toolChoice);
    choices.put("parallel_tool_calls", parallelToolCalls);
    choices.put("functions", functions);
    choices.put("function_call", functionCall);
    choices.put("logprobs", logprobs);
    choices.put("top_logprobs", topLogprobs);
    choices.put("logit_bias", logitBias);
    choices.put("modalities", modalities);
    choices.put("audio", audio);
    choices.put("prediction", prediction);
    choices.put("moderation", moderation);
    choices.put("web_search_options", webSearchOptions);
    choices.put("reasoning_effort", reasoningEffort);
    choices.put("verbosity", verbosity);
    choices.put("service_tier", serviceTier);
    choices.put("prompt_cache_retention", promptCacheRetention);
    choices.put("prompt_cache_options", promptCacheOptions);
    return choices;
  }
}

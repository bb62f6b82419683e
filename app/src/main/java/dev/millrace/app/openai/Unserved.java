package dev.millrace.app.openai;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of OpenAI's that Millrace does not serve.
 *
 * @param why it is refused, and the way out
 * @param harmless values that ask for nothing, OpenAI's defaults, besides empty lists and objects
 */
record Unserved(String name, String why, Set<Object> harmless) {
  private static final List<Unserved> ALL =
      List.of(
          of("n", "one answer is made for a question: leave n out or write 1", 1),
          of("store", "completions are not stored for OpenAI's dashboard: leave store out", false),
          of("tools", "no tools are called: leave tools out"),
          of("tool_choice", "no tools are called: leave tool_choice out", "none", "auto"),
          of("parallel_tool_calls", "no tools are called: leave parallel_tool_calls out", true),
          of("functions", "no functions are called: leave functions out"),
          of("function_call", "no functions are called: leave function_call out", "none", "auto"),
          of("logprobs", "probabilities of tokens are not told: leave logprobs out", false),
          of("top_logprobs", "probabilities of tokens are not told: leave top_logprobs out", 0),
          of("logit_bias", "tokens cannot be weighed: leave logit_bias out"),
          of(
              "modalities",
              "answers are text: leave modalities out or write [\"text\"]",
              List.of("text")),
          of("audio", "answers are text: leave audio out"),
          of("prediction", "predicted outputs are not used: leave prediction out"),
          of("moderation", "answers are not moderated by OpenAI: leave moderation out"),
          of("web_search_options", "the web is not searched: leave web_search_options out"),
          of(
              "reasoning_effort",
              "how long models reason is configured on the server: leave reasoning_effort out",
              "medium"),
          of(
              "verbosity",
              "how long answers are is the question's matter: leave verbosity out",
              "medium"),
          of(
              "service_tier",
              "hardware is chosen by the planner: leave service_tier out or write auto",
              "auto",
              "default"),
          of(
              "prompt_cache_retention",
              "prompts are not kept in a cache: leave prompt_cache_retention out",
              "in_memory"),
          of(
              "prompt_cache_options",
              "prompts are not kept in a cache: leave prompt_cache_options out"));

  /** Of these an empty object asks for the usual, not for nothing. */
  private static final Set<String> ASK_WHEN_EMPTY = Set.of("web_search_options", "moderation");

  Unserved {
    harmless = Set.copyOf(harmless);
  }

  private static Unserved of(String name, String why, Object... harmless) {
    return new Unserved(name, why, Set.copyOf(Arrays.asList(harmless)));
  }

  /**
   * Refuses what is given and asks for something.
   *
   * @param given every parameter of this list by name; null for one that is not there
   * @throws ApiException {@code unsupported_parameter}, naming the first
   */
  static void refuse(Map<String, ? extends @Nullable Object> given) {
    for (Unserved one : ALL) {
      Object value = given.get(one.name);
      if (value != null && !one.asksForNothing(value)) {
        throw refusal(one.name, one.why);
      }
    }
  }

  /** The refusal of a parameter. */
  static ApiException refusal(String parameter, String why) {
    return new ApiException(
        ErrorCode.UNSUPPORTED_PARAMETER, parameter + " is not served here: " + why, parameter);
  }

  private boolean asksForNothing(Object value) {
    return switch (value) {
      case Collection<?> list when list.isEmpty() -> true;
      case Map<?, ?> map when map.isEmpty() -> !ASK_WHEN_EMPTY.contains(name);
      default -> harmless.contains(value);
    };
  }
}

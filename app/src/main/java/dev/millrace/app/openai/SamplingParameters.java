package dev.millrace.app.openai;

import dev.millrace.app.http.ApiException;
import dev.millrace.orchestration.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an answer is drawn, in OpenAI's words; ranges are OpenAI's. */
record SamplingParameters(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Long seed,
    @Nullable Double presencePenalty,
    @Nullable Double frequencyPenalty,
    @Nullable Integer length) {
  SamplingParameters {
    range("temperature", temperature, 0, 2);
    range("top_p", topP, 0, 1);
    range("presence_penalty", presencePenalty, -2, 2);
    range("frequency_penalty", frequencyPenalty, -2, 2);
    if (seed != null && seed != seed.intValue()) {
      throw ApiException.invalid("seed", "seed is a whole number of 32 bits, not " + seed);
    }
    if (length != null && length < 1) {
      throw ApiException.invalid(
          "max_completion_tokens", "max_completion_tokens is at least 1, not " + length);
    }
  }

  private static void range(String name, @Nullable Double value, double from, double to) {
    if (value != null && !(value >= from && value <= to)) {
      throw ApiException.invalid(
          name, "%s is %.0f to %.0f, not %s".formatted(name, from, to, value));
    }
  }

  /**
   * With the rest of it.
   *
   * @param stop a text or a list of texts; null for none
   */
  Sampling sampling(@Nullable Object stop, Sampling.Format format) {
    return new Sampling(
        temperature,
        // OpenAI takes 0 for the most probable token alone, which the least value above it is.
        topP != null && topP == 0 ? Double.valueOf(Double.MIN_VALUE) : topP,
        length,
        stops(stop),
        seed == null ? null : Integer.valueOf(seed.intValue()),
        new Sampling.Penalties(presencePenalty, frequencyPenalty),
        format);
  }

  private static List<String> stops(@Nullable Object stop) {
    List<String> stops = new ArrayList<>();
    switch (stop) {
      case null -> {}
      case String one -> stops.add(one);
      case List<?> several -> {
        for (int i = 0; i < several.size(); i++) {
          if (!(several.get(i) instanceof String one)) {
            throw ApiException.invalid("stop[" + i + "]", "stop[" + i + "] is a string");
          }
          stops.add(one);
        }
      }
      default -> throw ApiException.invalid("stop", "stop is a string or a list of strings");
    }
    if (stops.size() > Sampling.MOST_STOPS || stops.contains("")) {
      throw ApiException.invalid(
          "stop", "stop has at most " + Sampling.MOST_STOPS + " texts, none of them empty");
    }
    return stops;
  }
}

package dev.millrace.orchestration.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is drawn from the model. What is null is left to the provider; what a provider does
 * not know (a seed at Anthropic) is left out there.
 *
 * @param temperature 0 to 2
 * @param topP over 0, to 1
 * @param maxOutputTokens at least 1
 * @param stop texts at which the answer ends, without them; at most {@value #MOST_STOPS}
 * @param penalties against repetition
 * @param format what the answer has to be
 */
public record Sampling(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxOutputTokens,
    List<String> stop,
    @Nullable Integer seed,
    Penalties penalties,
    Format format) {
  /** As many as OpenAI takes. */
  public static final int MOST_STOPS = 4;

  /** Everything left to the provider. */
  public static final Sampling DEFAULT =
      new Sampling(null, null, null, List.of(), null, Penalties.NONE, Format.TEXT);

  public Sampling {
    stop = List.copyOf(stop);
    requireNonNull(penalties, "penalties");
    requireNonNull(format, "format");
    requireRange("temperature", temperature, 0, 2);
    requireRange("topP", topP, Double.MIN_VALUE, 1);
    if (maxOutputTokens != null && maxOutputTokens < 1) {
      throw new IllegalArgumentException("maxOutputTokens is at least 1, not " + maxOutputTokens);
    }
    if (stop.size() > MOST_STOPS || stop.contains("")) {
      throw new IllegalArgumentException("stop has at most " + MOST_STOPS + " texts, none empty");
    }
  }

  /** What the answer has to be. */
  public enum Format {
    TEXT,
    /** One JSON object; Anthropic has no such switch and answers as it is told to. */
    JSON
  }

  /**
   * Against repetition; OpenAI's definitions.
   *
   * @param presence −2 to 2, against words that were there at all
   * @param frequency −2 to 2, against words by how often they were there
   */
  public record Penalties(@Nullable Double presence, @Nullable Double frequency) {
    public static final Penalties NONE = new Penalties(null, null);

    public Penalties {
      requireRange("presencePenalty", presence, -2, 2);
      requireRange("frequencyPenalty", frequency, -2, 2);
    }
  }

  /** The same with a temperature and a length, the two that Millrace itself sets. */
  public static Sampling of(double temperature, int maxOutputTokens) {
    return new Sampling(
        temperature, null, maxOutputTokens, List.of(), null, Penalties.NONE, Format.TEXT);
  }

  private static void requireRange(String name, @Nullable Double value, double from, double to) {
    // Written so that NaN fails too.
    if (value != null && !(value >= from && value <= to)) {
      String lowest = from == Double.MIN_VALUE ? "more than 0" : Double.toString(from);
      throw new IllegalArgumentException(name + " is " + lowest + " to " + to + ", not " + value);
    }
  }
}

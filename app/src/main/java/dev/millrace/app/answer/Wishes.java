package dev.millrace.app.answer;

import dev.millrace.app.http.ApiException;
import dev.millrace.orchestration.plan.Policy;
import dev.millrace.orchestration.turn.AnswerRequest.Options;
import dev.millrace.orchestration.turn.Grounding;
import dev.millrace.retrieval.filter.Filters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a question is to be answered, as far as the client says. What is null is as usual. */
public record Wishes(
    @Nullable String ground,
    @Nullable Integer evidence,
    @Nullable String policy,
    @Nullable BigDecimal maxCost,
    @Nullable Long deadlineMs,
    @Nullable Long minPosition) {
  /** None. */
  public static final Wishes NONE = new Wishes(null, null, null, null, null, null);

  /**
   * The options of a turn.
   *
   * @param prefix of the fields' names in the request
   * @param filters what documents must meet to be searched
   * @throws ApiException {@code invalid_value}, naming the field
   */
  public Options options(String prefix, Filters filters) {
    Steps steps = new Steps(prefix, Options.DEFAULT);
    if (ground != null) {
      Grounding wanted = ApiException.reading(prefix + "ground", () -> Grounding.of(ground));
      steps.set("ground", o -> with(o, wanted));
    }
    if (policy != null) {
      Policy wanted = ApiException.reading(prefix + "policy", () -> Policy.of(policy));
      steps.set("policy", o -> with(o, wanted));
    }
    if (evidence != null) {
      int wanted = evidence;
      steps.set(
          "evidence",
          o ->
              new Options(
                  o.grounding(),
                  wanted,
                  o.policy(),
                  o.maxCost(),
                  o.deadline(),
                  o.minPosition(),
                  o.filters()));
    }
    if (maxCost != null) {
      Optional<BigDecimal> most = Optional.of(maxCost);
      steps.set(
          "maxCost",
          o ->
              new Options(
                  o.grounding(),
                  o.passages(),
                  o.policy(),
                  most,
                  o.deadline(),
                  o.minPosition(),
                  o.filters()));
    }
    if (deadlineMs != null) {
      Duration longest = Duration.ofMillis(deadlineMs);
      steps.set(
          "deadlineMs",
          o ->
              new Options(
                  o.grounding(),
                  o.passages(),
                  o.policy(),
                  o.maxCost(),
                  longest,
                  o.minPosition(),
                  o.filters()));
    }
    if (minPosition != null) {
      long least = minPosition;
      steps.set(
          "minPosition",
          o ->
              new Options(
                  o.grounding(),
                  o.passages(),
                  o.policy(),
                  o.maxCost(),
                  o.deadline(),
                  least,
                  o.filters()));
    }
    Options o = steps.options;
    return new Options(
        o.grounding(),
        o.passages(),
        o.policy(),
        o.maxCost(),
        o.deadline(),
        o.minPosition(),
        filters);
  }

  private static Options with(Options o, Grounding grounding) {
    return new Options(
        grounding,
        o.passages(),
        o.policy(),
        o.maxCost(),
        o.deadline(),
        o.minPosition(),
        o.filters());
  }

  private static Options with(Options o, Policy policy) {
    return new Options(
        o.grounding(),
        o.passages(),
        policy,
        o.maxCost(),
        o.deadline(),
        o.minPosition(),
        o.filters());
  }

  /** One field after the other, so that a refusal is known to be of that field. */
  private static final class Steps {
    private final String prefix;
    private Options options;

    Steps(String prefix, Options usual) {
      this.prefix = prefix;
      this.options = usual;
    }

    void set(String field, UnaryOperator<Options> step) {
      options = ApiException.reading(prefix + field, () -> step.apply(options));
    }
  }
}

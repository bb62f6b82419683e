package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Role;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.plan.Policy;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Filters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is asked.
 *
 * @param viewer whose eyes the documents are read with, and whose conversation it is
 * @param conversation the stored one that is continued; empty begins one
 * @param messages what is new, oldest first; the last is the question. Without a stored
 *     conversation the ones before are its history.
 * @param model {@value #AUTO}, or the name of a model of the fleet
 */
public record AnswerRequest(
    Viewer viewer,
    Optional<UUID> conversation,
    List<ChatMessage> messages,
    String model,
    Options options,
    Sampling sampling) {
  /** Lets the planner choose the model. */
  public static final String AUTO = "auto";

  public AnswerRequest {
    requireNonNull(viewer, "viewer");
    requireNonNull(conversation, "conversation");
    messages = List.copyOf(messages);
    requireNonNull(model, "model");
    requireNonNull(options, "options");
    requireNonNull(sampling, "sampling");
    if (messages.isEmpty() || messages.getLast().role() != Role.USER) {
      throw new IllegalArgumentException("the last message is the user's question");
    }
  }

  /**
   * How it is to be answered.
   *
   * @param passages how much evidence is searched for, 1 to {@value #MOST_PASSAGES}
   * @param maxCost the most that the answer may cost, in the fleet's currency
   * @param deadline the longest that the answer may take
   * @param minPosition log position that the index must have reached; 0 for whatever it has
   * @param filters what documents must meet to be searched
   */
  public record Options(
      Grounding grounding,
      int passages,
      Policy policy,
      Optional<BigDecimal> maxCost,
      Duration deadline,
      long minPosition,
      Filters filters) {
    public static final int MOST_PASSAGES = 50;

    /** How many passages are supplied unless the request says otherwise. */
    public static final int USUAL_PASSAGES = 10;

    public static final Duration LONGEST = Duration.ofMinutes(10);

    /** Grounded unless it is small talk, within two minutes. */
    public static final Options DEFAULT =
        new Options(
            Grounding.AUTO,
            USUAL_PASSAGES,
            Policy.QUALITY,
            Optional.empty(),
            Duration.ofMinutes(2),
            0,
            Filters.NONE);

    public Options {
      requireNonNull(grounding, "grounding");
      requireNonNull(policy, "policy");
      requireNonNull(filters, "filters");
      if (passages < 1 || passages > MOST_PASSAGES) {
        throw new IllegalArgumentException(
            "evidence is 1 to " + MOST_PASSAGES + " passages, not " + passages);
      }
      if (maxCost.filter(most -> most.signum() < 0).isPresent()) {
        throw new IllegalArgumentException("maxCost is not negative");
      }
      if (!deadline.isPositive() || deadline.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("deadlineMs is 1 to " + LONGEST.toMillis());
      }
      if (minPosition < 0) {
        throw new IllegalArgumentException("minPosition is not negative");
      }
    }
  }

  /** The question itself. */
  public ChatMessage question() {
    return messages.getLast();
  }

  /** Whether a model was named. */
  public boolean namesModel() {
    return !model.equals(AUTO);
  }
}

package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.model.Usage;
import dev.millrace.retrieval.search.Evidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An answer that was given.
 *
 * @param text all that was released
 * @param end how it ended
 * @param citations by their number
 * @param marks where the text cites, in order
 * @param nearest documents that come nearest, where nothing answered
 * @param madeBy who made it
 * @param spent what it took, failed attempts included
 */
public record Answer(
    UUID answerId,
    UUID conversationId,
    String text,
    End end,
    List<Citation> citations,
    List<Mark> marks,
    List<Evidence> nearest,
    MadeBy madeBy,
    Spent spent) {
  public Answer {
    requireNonNull(answerId, "answerId");
    requireNonNull(conversationId, "conversationId");
    requireNonNull(text, "text");
    requireNonNull(end, "end");
    citations = List.copyOf(citations);
    marks = List.copyOf(marks);
    nearest = List.copyOf(nearest);
    requireNonNull(madeBy, "madeBy");
    requireNonNull(spent, "spent");
  }

  /** How an answer ended. */
  public sealed interface End {
    /** All that was to be said was said. */
    record Complete() implements End {}

    /** What was released stands; more was to come, but failed, or did not pass. */
    record Partial(String reason) implements End {}

    /** There is no answer; the text says why. */
    record Refused(String reason) implements End {}
  }

  /**
   * Who made an answer.
   *
   * @param route class of the question, model and tier of each attempt: {@code "lookup: small@gpu
   *     (failed) > extractive-lookup@cpu"}
   * @param prompt version of the instructions; empty where no model was instructed
   * @param policy name and version
   */
  public record MadeBy(String model, String tier, String route, String prompt, String policy) {}

  /**
   * What an answer took.
   *
   * @param cost in that currency
   * @param ms milliseconds from the request to the end
   * @param firstMs until the first text was released; empty if none was
   */
  public record Spent(
      BigDecimal cost, String currency, Usage usage, long ms, Optional<Long> firstMs) {}

  /** Whether nothing could be answered. */
  public boolean refused() {
    return end instanceof End.Refused;
  }

  /** Whether it lacks something. */
  public boolean partial() {
    return end instanceof End.Partial;
  }
}

package dev.millrace.orchestration.ledger;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.model.Usage;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One call of a model.
 *
 * @param turn what it was a part of
 * @param attempt 1 for the first
 * @param outcome what came of it
 * @param reason why that came of it; empty where it was accepted
 * @param sensitivity of the most sensitive text that was sent
 */
public record Call(
    Turn turn,
    Purpose purpose,
    int attempt,
    String model,
    String tier,
    Outcome outcome,
    String reason,
    Usage usage,
    BigDecimal cost,
    Sensitivity sensitivity,
    Timing timing) {
  public Call {
    requireNonNull(turn, "turn");
    requireNonNull(purpose, "purpose");
    requireNonNull(model, "model");
    requireNonNull(tier, "tier");
    requireNonNull(outcome, "outcome");
    requireNonNull(reason, "reason");
    requireNonNull(usage, "usage");
    requireNonNull(cost, "cost");
    requireNonNull(sensitivity, "sensitivity");
    requireNonNull(timing, "timing");
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts are counted from 1");
    }
  }

  /** What a call was for. */
  public enum Purpose {
    ANSWER,
    /** Making a question stand alone. */
    REWRITE;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What came of a call. */
  public enum Outcome {
    /** Its text is the answer. */
    ACCEPTED,
    /** Some of its text is the answer. */
    PARTIAL,
    /** It said that there is no answer. */
    REFUSED,
    /** Its text did not pass the checks; the next attempt was made. */
    ESCALATED,
    /** The model failed. */
    FAILED,
    /** Who asked went away. */
    CANCELLED;

    /** The name in JSON and SQL. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The turn that a call was a part of.
   *
   * @param owner the user, as a principal in text form
   * @param prompt version of the instructions; empty where none were given
   * @param policy name and version
   */
  public record Turn(
      int workspace,
      UUID answerId,
      UUID conversationId,
      String owner,
      QuestionClass kind,
      String prompt,
      String policy) {}

  /**
   * When it was.
   *
   * @param waitMs milliseconds that it waited for a permit
   * @param firstTokenMs until the first piece of text, from the start of the call
   * @param ms from the start of the call to its end
   */
  public record Timing(Instant startedAt, long waitMs, OptionalLong firstTokenMs, long ms) {}
}

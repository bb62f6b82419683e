package dev.millrace.orchestration.standin;

import java.time.Duration;
import java.util.Optional;

/**
 * How the stand-in serves an answer.
 *
 * @param firstToken how long the first token takes
 * @param tokensPerSecond pace of the others; infinite for no pause
 * @param mishap what goes wrong within the stream
 * @param refusal the response in the answer's stead
 * @param ending how a whole answer ends
 */
public record Dials(
    Duration firstToken,
    double tokensPerSecond,
    Optional<Mishap> mishap,
    Optional<Refusal> refusal,
    Ending ending) {

  /** Everything at once and right. */
  public static final Dials PERFECT =
      new Dials(
          Duration.ZERO,
          Double.POSITIVE_INFINITY,
          Optional.empty(),
          Optional.empty(),
          Ending.COMPLETE);

  /** What goes wrong in a stream, after so many tokens (0: before the first). */
  public record Mishap(Kind kind, int after) {
    /** Kinds of it. */
    public enum Kind {
      /** Nothing more comes, and the connection stays open. */
      STALL,
      /** Nothing more comes but signs of life, without a pause. */
      HEARTBEATS,
      /** The stream ends as if it were whole, without a reason to finish. */
      CUT,
      /** The connection is closed in the middle. */
      DROP,
      /** The connection is reset. */
      RESET,
      /** One event is broken; the others follow. */
      MALFORMED,
      /** An error's event, then the end. */
      ERROR,
      /** One line without an end. */
      ENDLESS_LINE
    }
  }

  /**
   * A response that is no answer.
   *
   * @param retryAfter sent as the header, in seconds
   */
  public record Refusal(
      int status, String contentType, String body, Optional<Duration> retryAfter) {
    /** An error in the form that OpenAI and Anthropic share. */
    public static Refusal error(int status, String message) {
      return new Refusal(
          status, "application/json", StandInFormat.error(message), Optional.empty());
    }

    /** The same with a header that says how long to wait. */
    public Refusal retryAfter(Duration wait) {
      return new Refusal(status, contentType, body, Optional.of(wait));
    }
  }

  /** How a whole answer ends. */
  public enum Ending {
    COMPLETE,
    /** As if the most tokens allowed were reached. */
    LENGTH,
    /** As if a filter had refused. */
    FILTERED,
    /** Without the usage. */
    NO_USAGE,
    /** Without the reason to finish. */
    NO_FINISH,
    /** Whole, but the stream is left open. */
    LEFT_OPEN,
    /** With the reason to finish and nothing after it, and the stream is left open. */
    UNMARKED
  }

  public Dials firstTokenAfter(Duration time) {
    return new Dials(time, tokensPerSecond, mishap, refusal, ending);
  }

  public Dials tokensPerSecond(double rate) {
    return new Dials(firstToken, rate, mishap, refusal, ending);
  }

  public Dials mishap(Mishap.Kind kind, int after) {
    return new Dials(
        firstToken, tokensPerSecond, Optional.of(new Mishap(kind, after)), refusal, ending);
  }

  /** Answers with an error's status. */
  public Dials status(int status, String message) {
    return refusal(Refusal.error(status, message));
  }

  public Dials refusal(Refusal response) {
    return new Dials(firstToken, tokensPerSecond, mishap, Optional.of(response), ending);
  }

  public Dials ending(Ending how) {
    return new Dials(firstToken, tokensPerSecond, mishap, refusal, how);
  }
}

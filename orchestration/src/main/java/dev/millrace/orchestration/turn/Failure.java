package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

/**
 * Why there is no answer.
 *
 * @param field of the request, dotted where nested, or empty
 */
public record Failure(Kind kind, String message, String field) {
  public Failure {
    requireNonNull(kind, "kind");
    requireNonNull(message, "message");
    requireNonNull(field, "field");
  }

  /** Kinds of failure. */
  public enum Kind {
    /** The question is blank, too long, or not text. */
    INVALID_QUESTION,
    /** No model of the fleet has that name. */
    UNKNOWN_MODEL,
    /** Images for a model that can't see, or for a fleet in which none can. */
    NO_VISION,
    /** There is no such conversation, or it is somebody else's. */
    NO_CONVERSATION,
    /** Nobody in the fleet can do this: usually, no model is configured that writes. */
    NO_MODEL,
    /** What has to be sent is longer than any model reads. */
    TOO_LONG,
    /** It would cost more than the request allows. */
    TOO_EXPENSIVE,
    /** No tier that could take it may read what would have to be sent. */
    NO_CLEARANCE,
    /** The index did not reach the wanted position in time. */
    BEHIND,
    /** Every tier that could take it is full. */
    BUSY,
    /** The deadline passed. */
    DEADLINE,
    /** Every model that tried failed. */
    UPSTREAM
  }
}

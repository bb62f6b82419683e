package dev.millrace.orchestration.guard;

import java.util.Locale;

/** Why a unit can't be shown. */
public enum Problem {
  /** It cites a number that no evidence has. */
  UNKNOWN_MARK,
  /** It claims something, cites nothing, and no evidence clearly says it. */
  NO_MARK,
  /** A number of it, or one with this unit, is not in the span. */
  NUMBER_NOT_FOUND,
  /** A date of it is not in the span. */
  DATE_NOT_FOUND,
  /** A name of it is neither in the span nor in title and headings. */
  NAME_NOT_FOUND,
  /** It says yes where the span says no, or the other way round. */
  NEGATION_DIFFERS,
  /** Words and meaning of it are too far from any span. */
  LOW_OVERLAP,
  /** Other evidence than the cited says it. Only as a reason for a repair, see {@link Verdict}. */
  WRONG_CITATION;

  /** The name in JSON and in logs. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}

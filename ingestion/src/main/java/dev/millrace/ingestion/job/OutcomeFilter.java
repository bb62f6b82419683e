package dev.millrace.ingestion.job;

import java.util.Optional;

/** Which of a run's outcomes are wanted: those of a kind, for a reason, or all. */
public record OutcomeFilter(Optional<OutcomeKind> kind, Optional<String> reason) {
  /** All. */
  public static final OutcomeFilter ALL = new OutcomeFilter(Optional.empty(), Optional.empty());
}

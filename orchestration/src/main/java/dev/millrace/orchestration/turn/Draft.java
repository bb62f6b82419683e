package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.ledger.Call;
import dev.millrace.orchestration.model.Usage;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;
import java.util.Optional;

/** What came of one model's attempt. */
sealed interface Draft {
  /** What the call used. */
  Usage usage();

  /** Milliseconds to the model's first text, from the start of the call. */
  Optional<Long> firstMs();

  /** What it is to the ledger. */
  default Call.Outcome outcome() {
    return switch (this) {
      case Accepted _ -> Call.Outcome.ACCEPTED;
      case Partial _ -> Call.Outcome.PARTIAL;
      case NoAnswer _ -> Call.Outcome.REFUSED;
      case Unsupported _ -> Call.Outcome.ESCALATED;
      case Failed _ -> Call.Outcome.FAILED;
      case Cancelled _ -> Call.Outcome.CANCELLED;
    };
  }

  /** Why it is that; empty if it was accepted. */
  default String why() {
    return switch (this) {
      case Accepted _ -> "";
      case Partial partial -> partial.reason();
      case NoAnswer _ -> "the evidence does not answer";
      case Unsupported unsupported -> unsupported.reason();
      case Failed failed -> failed.reason();
      case Cancelled _ -> "cancelled";
    };
  }

  /** Its text is the answer. */
  record Accepted(Usage usage, Optional<Long> firstMs) implements Draft {}

  /** Part of its text was released, and is all there is. */
  record Partial(String reason, Usage usage, Optional<Long> firstMs) implements Draft {}

  /** It says that the evidence does not answer. */
  record NoAnswer(List<Evidence> nearest, Usage usage, Optional<Long> firstMs) implements Draft {
    public NoAnswer {
      nearest = List.copyOf(nearest);
    }
  }

  /** Its text did not pass the checks, and none was released. */
  record Unsupported(String reason, Usage usage, Optional<Long> firstMs) implements Draft {}

  /** The model failed before anything was released. */
  record Failed(String reason, Usage usage, Optional<Long> firstMs) implements Draft {}

  /** It was cancelled. */
  record Cancelled(Usage usage, Optional<Long> firstMs) implements Draft {}
}

package dev.millrace.retrieval.index;

import static java.util.Objects.requireNonNull;

/** How an index is at the moment. */
public sealed interface IndexHealth {
  /** Nothing is missing. */
  record Whole() implements IndexHealth {}

  /** It answers wholly, but is nearer to not doing so; why and what to do, without secrets. */
  record Weakened(String reason) implements IndexHealth {
    public Weakened {
      requireNonNull(reason, "reason");
    }
  }

  /** It does not answer; why and what to do, without secrets. */
  record Away(String reason) implements IndexHealth {
    public Away {
      requireNonNull(reason, "reason");
    }
  }
}

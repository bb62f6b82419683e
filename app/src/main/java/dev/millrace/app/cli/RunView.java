package dev.millrace.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it; what the command line does not use is left out.
 *
 * @param state running, done, failed, cancelled or interrupted
 * @param counts files by outcome
 * @param position of the log after its last write; 0 when it has written nothing
 */
record RunView(
    String id, String state, @Nullable String reason, Map<String, Integer> counts, long position) {
  RunView {
    requireNonNull(id, "id");
    requireNonNull(state, "state");
    counts = counts == null ? Map.of() : Map.copyOf(counts);
  }

  /** How many files ended that way. */
  int count(FileOutcome.Kind kind) {
    return counts.getOrDefault(kind.wire(), 0);
  }
}

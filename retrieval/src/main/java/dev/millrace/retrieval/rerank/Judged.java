package dev.millrace.retrieval.rerank;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What came of judging.
 *
 * @param scores for each contender, in their order; empty for those that were not judged
 * @param shortfalls why some were not; empty if all were
 */
public record Judged(List<OptionalDouble> scores, Set<Shortfall> shortfalls) {
  public Judged {
    scores = List.copyOf(scores);
    shortfalls = shortfalls.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(shortfalls));
  }

  /** Contenders that were judged. */
  public int count() {
    return (int) scores.stream().filter(OptionalDouble::isPresent).count();
  }
}

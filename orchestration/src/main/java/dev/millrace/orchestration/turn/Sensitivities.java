package dev.millrace.orchestration.turn;

import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;

/** How sensitive something is that is made of several. */
final class Sensitivities {
  private Sensitivities() {}

  /** That of the most sensitive one, or the other if it is higher. */
  static Sensitivity highest(Sensitivity other, List<Evidence> evidence) {
    return evidence.stream()
        .map(Evidence::sensitivity)
        .reduce(other, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }
}

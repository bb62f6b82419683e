package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Source.Part;
import dev.millrace.orchestration.guard.Source.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A claim beside the stretches of evidence that it is said to rest on. */
final class Comparison {
  /** A problem, and what was not found. */
  record Miss(Problem problem, String detail) {}

  private final Claim claim;
  private final List<Window> windows;
  private final Overlap overlap;

  Comparison(Claim claim, List<Window> windows, Overlap overlap) {
    this.claim = claim;
    this.windows = List.copyOf(windows);
    this.overlap = overlap;
  }

  List<Window> windows() {
    return windows;
  }

  /** The first fact of the claim that the evidence doesn't have. */
  Optional<Miss> miss() {
    FoundNumbers numbers = new FoundNumbers(claim, windows, overlap.asked());
    FoundNames names = new FoundNames(claim, windows, overlap);
    return numbers.number().or(numbers::day).or(names::miss).or(this::denial);
  }

  private Optional<Miss> denial() {
    List<Part> parts = new ArrayList<>();
    windows.forEach(window -> parts.addAll(window.parts()));
    return Denials.differ(claim, parts).map(word -> new Miss(Problem.NEGATION_DIFFERS, word));
  }
}

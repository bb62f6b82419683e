package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Comparison.Miss;
import dev.millrace.orchestration.guard.Source.Part;
import dev.millrace.orchestration.guard.Source.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The numbers and dates of a claim beside those of the evidence that it is said to rest on. */
final class FoundNumbers {
  /** Within what distance of a number a word says what it counts, in UTF-16 units. */
  private static final int NEAR_IN_CLAIM = 40;

  private static final int NEAR_IN_EVIDENCE = 160;

  /** So many words a number has in common with one outside of the best stretch. */
  private static final int FURTHER_WORDS = 2;

  private final Claim claim;
  private final List<Window> windows;
  private final Asked asked;
  private final List<Part> parts = new ArrayList<>();
  private final List<Quantity> context = new ArrayList<>();

  FoundNumbers(Claim claim, List<Window> windows, Asked asked) {
    this.claim = claim;
    this.windows = List.copyOf(windows);
    this.asked = asked;
    for (Window window : windows) {
      parts.addAll(window.parts());
      context.addAll(window.source().context().numbers());
    }
  }

  /** The first number that the evidence doesn't have. */
  Optional<Miss> number() {
    return claim.facts().numbers().stream()
        .filter(number -> !found(number))
        .findFirst()
        .map(number -> new Miss(Problem.NUMBER_NOT_FOUND, number.written()));
  }

  private boolean found(Quantity number) {
    List<Quantity> given =
        Stream.concat(
                parts.stream().flatMap(part -> given(number, part, 1)),
                passages().flatMap(part -> given(number, part, FURTHER_WORDS)))
            .toList();
    boolean there = !given.isEmpty() || context.stream().anyMatch(number::agrees);
    if (number.claims() && (there || asked.has(number))) {
      return !otherwise(number, given) && !numbered(number);
    }
    boolean contradicted = stretch().anyMatch(number::contradicts);
    return there || (!number.claims() && !contradicted);
  }

  /** Whether the stretch counts the same thing otherwise, and the number only something else. */
  private boolean otherwise(Quantity number, List<Quantity> given) {
    return number.counts()
        && stretch().anyMatch(number::contradicts)
        && given.stream().noneMatch(number::countsTheSame)
        && passages()
            .flatMap(part -> part.facts().numbers().stream())
            .noneMatch(other -> number.countsTheSame(other) && number.agrees(other));
  }

  /** Whether the evidence has "Form 1099" and "Form 540", but no "Form 2210". */
  private boolean numbered(Quantity number) {
    if (number.label().isEmpty()) {
      return false;
    }
    List<Quantity> same =
        Stream.concat(context.stream(), passages().flatMap(part -> part.facts().numbers().stream()))
            .filter(other -> other.label().equals(number.label()))
            .toList();
    return !same.isEmpty() && same.stream().noneMatch(number::agrees);
  }

  private Stream<Quantity> stretch() {
    return parts.stream().flatMap(part -> part.facts().numbers().stream());
  }

  /** The same number in the sentence, with words near it that are near it in the claim too. */
  private Stream<Quantity> given(Quantity number, Part part, int least) {
    Set<String> around = claim.facts().near(number.at(), NEAR_IN_CLAIM);
    return part.facts().numbers().stream()
        .filter(number::agrees)
        .filter(
            other ->
                around.isEmpty()
                    || part.facts().near(other.at(), NEAR_IN_EVIDENCE).stream()
                            .filter(around::contains)
                            .count()
                        >= least);
  }

  /** All sentences of the cited passages. */
  private Stream<Part> passages() {
    return windows.stream().flatMap(window -> window.source().parts().stream());
  }

  /** The first date that the evidence doesn't have. */
  Optional<Miss> day() {
    List<Day> days = new ArrayList<>();
    List<Quantity> numbers = new ArrayList<>(context);
    stretch().forEach(numbers::add);
    parts.forEach(part -> days.addAll(part.facts().days()));
    windows.forEach(window -> days.addAll(window.source().context().days()));
    return claim.facts().days().stream()
        .filter(day -> !day.foundIn(days, numbers))
        .findFirst()
        .map(day -> new Miss(Problem.DATE_NOT_FOUND, day.written()));
  }
}

package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Source.Part;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a claim denies what its evidence says, or says what its evidence denies. */
final class Denials {
  /** Of so many words that are denied all but one must be in the claim. */
  private static final int MOST_OF = 3;

  /** What share of the claim's words a sentence needs so that what it denies matters. */
  private static final double SAME_MATTER = 0.5;

  /** The same where only one word is denied. */
  private static final double SAME_SENTENCE = 0.6;

  /** The same for words that only limit, which who retells often leaves out. */
  private static final double SAME_WORDS = 0.7;

  /** Sentences that have nearly as many of the claim's words as the nearest count too. */
  private static final double AS_NEAR = 0.1;

  /** The same where the claim has the very words that are denied, in their order. */
  private static final double SAME_PHRASE = 0.3;

  /**
   * Another sentence that is so much less near still tells that what is denied here holds there.
   */
  private static final double LESS_NEAR = 0.2;

  private static final Set<String> LIMITS = Set.of("except", "unless", "without");

  /** Who leaves it out says less, but nothing else: what only members may do, members may do. */
  private static final String ONLY = "only";

  private Denials() {}

  /** The word that makes the difference. */
  static Optional<String> differ(Claim claim, List<Part> parts) {
    double most = parts.stream().mapToDouble(part -> shared(claim, part)).max().orElse(0);
    return parts.stream()
        .filter(part -> shared(claim, part) >= most - AS_NEAR)
        .sorted(Comparator.comparingDouble(part -> -shared(claim, part)))
        .flatMap(near -> added(claim, near, parts).or(() -> dropped(claim, near, parts)).stream())
        .findFirst();
  }

  private static double shared(Claim claim, Part part) {
    Set<String> stems = claim.facts().stems();
    long found = stems.stream().filter(part.facts().stems()::contains).count();
    return stems.isEmpty() ? 0 : (double) found / stems.size();
  }

  /** The evidence has the words that the claim denies, and nothing in it that denies. */
  private static Optional<String> added(Claim claim, Part nearest, List<Part> parts) {
    if (parts.stream().anyMatch(part -> part.polarity().deniesSomehow())) {
      return Optional.empty();
    }
    Set<String> said = nearest.facts().stems();
    return claim.polarity().denials().stream()
        .filter(denial -> !LIMITS.contains(denial.word()) && !denial.word().equals(ONLY))
        .filter(denial -> !denial.denied().isEmpty() && said.containsAll(denial.denied()))
        .filter(denial -> !meets(nearest.polarity().opposites(), Set.copyOf(denial.denied())))
        .findFirst()
        .map(Polarity.Denial::word);
  }

  /**
   * The claim has what the nearest sentence denies, and denies none of it; nor do others say it.
   */
  private static Optional<String> dropped(Claim claim, Part nearest, List<Part> parts) {
    double shared = shared(claim, nearest);
    for (Polarity.Denial denial : nearest.polarity().denials()) {
      Set<String> denied = new HashSet<>(denial.denied());
      int all = denied.size();
      denied.retainAll(claim.facts().stems());
      boolean same = all > 0 && denied.size() * MOST_OF >= all * (MOST_OF - 1);
      boolean certain = denied.size() > 1 || shared >= SAME_SENTENCE;
      if (same
          && certain
          && shared >= least(claim, denial)
          && !denies(claim, denied)
          && !affirmed(claim, denied, shared - LESS_NEAR, parts)
          && !denial.word().equals(ONLY)) {
        return Optional.of(denial.word());
      }
    }
    return Optional.empty();
  }

  /** What share of the claim's words a sentence with this denial needs. */
  private static double least(Claim claim, Polarity.Denial denial) {
    boolean phrase = denial.denied().size() > 1 && claim.facts().says(denial.denied());
    return phrase ? SAME_PHRASE : LIMITS.contains(denial.word()) ? SAME_WORDS : SAME_MATTER;
  }

  private static boolean affirmed(Claim claim, Set<String> stems, double least, List<Part> parts) {
    return parts.stream()
        .anyMatch(
            part ->
                shared(claim, part) >= least
                    && part.facts().stems().containsAll(stems)
                    && !meets(part.polarity().denied(), stems));
  }

  /** Whether the claim denies the same, or says so by words of another kind. */
  private static boolean denies(Claim claim, Set<String> stems) {
    return claim.polarity().deniesByMeaning()
        || meets(claim.polarity().denied(), stems)
        || meets(claim.polarity().opposites(), stems);
  }

  private static boolean meets(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }
}

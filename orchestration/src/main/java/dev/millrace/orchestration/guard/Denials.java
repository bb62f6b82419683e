package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Source.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a claim denies what its evidence says, or says what its evidence denies. */
final class Denials {
  private Denials() {}

  /** The word that makes the difference. */
  static Optional<String> differ(Claim claim, List<Part> parts) {
    return added(claim, parts).or(() -> dropped(claim, parts));
  }

  private static Optional<String> added(Claim claim, List<Part> parts) {
    if (!claim.polarity().denies()
        || parts.stream().anyMatch(part -> part.polarity().deniesSomehow())) {
      return Optional.empty();
    }
    Set<String> denied = claim.polarity().denied();
    return parts.stream().anyMatch(part -> meets(part.polarity().opposites(), denied))
        ? Optional.empty()
        : Optional.of(claim.polarity().denials().getFirst().word());
  }

  private static boolean meets(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }

  /** The claim has all words that a denial in the evidence is about, and denies nothing. */
  private static Optional<String> dropped(Claim claim, List<Part> parts) {
    if (claim.polarity().deniesSomehow()) {
      return Optional.empty();
    }
    Set<String> said = new HashSet<>();
    parts.stream()
        .filter(part -> !part.polarity().denies())
        .forEach(part -> said.addAll(part.facts().stems()));
    for (Part part : parts) {
      for (Polarity.Denial denial : part.polarity().denials()) {
        List<String> denied = denial.denied();
        if (!denied.isEmpty()
            && claim.facts().stems().containsAll(denied)
            && !said.containsAll(denied)) {
          return Optional.of(denial.word());
        }
      }
    }
    return Optional.empty();
  }
}

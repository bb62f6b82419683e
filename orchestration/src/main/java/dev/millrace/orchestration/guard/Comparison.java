package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Source.Part;
import dev.millrace.orchestration.guard.Source.Window;
import dev.millrace.retrieval.index.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A claim beside the stretches of evidence that it is said to rest on. */
final class Comparison {
  /** A problem, and what was not found. */
  record Miss(Problem problem, String detail) {}

  /** Within what distance of a number a word says what it counts, in UTF-16 units. */
  private static final int NEAR_IN_CLAIM = 40;

  private static final int NEAR_IN_EVIDENCE = 160;

  /** So many words a number has in common with one outside of the best stretch. */
  private static final int FURTHER_WORDS = 2;

  /** From this share of its words on, a claim is taken to retell one sentence. */
  private static final double SAME_SENTENCE = 0.85;

  /** Words of a name stand within so many words of each other. */
  private static final int SAME_NAME = 4;

  private final Claim claim;
  private final List<Window> windows;
  private final List<Part> parts = new ArrayList<>();
  private final Overlap overlap;

  Comparison(Claim claim, List<Window> windows, Overlap overlap) {
    this.claim = claim;
    this.overlap = overlap;
    this.windows = List.copyOf(windows);
    windows.forEach(window -> parts.addAll(window.parts()));
  }

  List<Window> windows() {
    return windows;
  }

  /** The first fact of the claim that the evidence doesn't have. */
  Optional<Miss> miss() {
    return number()
        .or(this::day)
        .or(this::name)
        .or(this::joined)
        .or(this::exchanged)
        .or(this::denial);
  }

  private Optional<Miss> number() {
    List<Quantity> context = new ArrayList<>();
    windows.forEach(window -> context.addAll(window.source().context().numbers()));
    for (Quantity number : claim.facts().numbers()) {
      boolean found =
          context.stream().anyMatch(number::agrees)
              || parts.stream().anyMatch(part -> given(number, part, 1))
              || passages().anyMatch(part -> given(number, part, FURTHER_WORDS));
      boolean contradicted =
          parts.stream()
              .flatMap(part -> part.facts().numbers().stream())
              .anyMatch(number::contradicts);
      if (!found && (number.claims() || contradicted)) {
        return Optional.of(new Miss(Problem.NUMBER_NOT_FOUND, number.written()));
      }
    }
    return Optional.empty();
  }

  /** Whether the sentence has the number, and near it words that are near it in the claim too. */
  private boolean given(Quantity number, Part part, int least) {
    Set<String> around = claim.facts().near(number.at(), NEAR_IN_CLAIM);
    return part.facts().numbers().stream()
        .filter(number::agrees)
        .anyMatch(
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

  private Optional<Miss> day() {
    List<Day> days = new ArrayList<>();
    List<Quantity> numbers = new ArrayList<>();
    parts.forEach(part -> days.addAll(part.facts().days()));
    parts.forEach(part -> numbers.addAll(part.facts().numbers()));
    for (Window window : windows) {
      days.addAll(window.source().context().days());
      numbers.addAll(window.source().context().numbers());
    }
    return claim.facts().days().stream()
        .filter(day -> !day.foundIn(days, numbers))
        .findFirst()
        .map(day -> new Miss(Problem.DATE_NOT_FOUND, day.written()));
  }

  private Optional<Miss> name() {
    Set<String> words = new HashSet<>();
    Set<String> codes = new HashSet<>();
    StringBuilder initials = new StringBuilder();
    for (Window window : windows) {
      words.addAll(window.source().context().words());
      codes.addAll(window.source().context().codes());
      initials.append(Names.initials(window.text())).append(' ');
    }
    for (Part part : parts) {
      words.addAll(part.facts().words());
      codes.addAll(part.facts().codes());
    }
    for (String code : claim.facts().codes()) {
      if (!codes.contains(code) && !apart(code, words)) {
        return Optional.of(new Miss(Problem.NAME_NOT_FOUND, code));
      }
    }
    String shortened = initials.toString();
    return overlap.names(claim).stream()
        .filter(name -> !words.contains(name) && !shortened.contains(name) && !isCode(name))
        .filter(name -> !overlap.asked(name) && !overlap.everywhere(name) && !shortened(name))
        .filter(name -> !inPassages(name))
        .findFirst()
        .map(name -> new Miss(Problem.NAME_NOT_FOUND, name));
  }

  /** Whether the cited passages have the first letters of what it is a word of. */
  private boolean shortened(String name) {
    return Names.shortenings(claim.text(), name).stream().anyMatch(this::inPassages);
  }

  /** Whether the cited passages have it at all, in whatever form of the word. */
  private boolean inPassages(String name) {
    List<String> stems = Terms.of(name).stream().map(Terms.Term::stem).toList();
    return passages()
        .anyMatch(
            part ->
                part.facts().words().stream()
                        .anyMatch(word -> word.equals(name) || Names.akin(word, name))
                    || (!stems.isEmpty() && part.facts().stems().containsAll(stems)));
  }

  /** Words that the claim makes one name of are not far apart in the evidence. */
  private Optional<Miss> joined() {
    for (Names.Pair pair : Names.pairs(claim.text())) {
      boolean apart = false;
      boolean together = false;
      for (Window window : windows) {
        List<String> words = window.source().words();
        int distance = distance(words, pair);
        together |= distance <= SAME_NAME;
        apart |= distance > SAME_NAME && distance < Integer.MAX_VALUE;
      }
      if (apart && !together) {
        return Optional.of(new Miss(Problem.NAME_NOT_FOUND, pair.first() + " " + pair.second()));
      }
    }
    return Optional.empty();
  }

  /**
   * A name that stands where the nearest sentence has another: that sentence has most of the claim,
   * not this name, and a name that the claim has not.
   */
  private Optional<Miss> exchanged() {
    Set<String> names = overlap.names(claim);
    Optional<Part> nearest =
        parts.stream().max(Comparator.comparingDouble(part -> shared(part, names)));
    if (nearest.isEmpty() || shared(nearest.get(), names) < SAME_SENTENCE) {
      return Optional.empty();
    }
    Part part = nearest.get();
    Set<String> said = new HashSet<>(part.facts().words());
    windows.forEach(window -> said.addAll(window.source().context().words()));
    Set<String> others = new HashSet<>(part.facts().names());
    others.removeAll(claim.facts().words());
    return names.stream()
        .filter(
            name -> said.stream().noneMatch(word -> word.equals(name) || Names.akin(word, name)))
        .filter(name -> !isCode(name) && !overlap.everywhere(name))
        .filter(name -> !others.isEmpty() && !Names.initials(window(part)).contains(name))
        .findFirst()
        .map(name -> new Miss(Problem.NAME_NOT_FOUND, name + " in place of " + others));
  }

  private String window(Part part) {
    return windows.stream()
        .filter(window -> window.parts().contains(part))
        .map(Window::text)
        .findFirst()
        .orElse("");
  }

  /** The share of the claim's words, its names left aside, that the sentence has. */
  private double shared(Part part, Set<String> names) {
    List<String> stems =
        claim.facts().stems().stream().filter(stem -> !names.contains(stem)).toList();
    long found = stems.stream().filter(part.facts().stems()::contains).count();
    return stems.isEmpty() ? 0 : (double) found / stems.size();
  }

  /** The least number of words from one to the other; the largest if one is missing. */
  private static int distance(List<String> words, Names.Pair pair) {
    int least = Integer.MAX_VALUE;
    int first = -1;
    int second = -1;
    for (int i = 0; i < words.size(); i++) {
      first = words.get(i).equals(pair.first()) ? i : first;
      second = words.get(i).equals(pair.second()) ? i : second;
      if (first >= 0 && second >= 0) {
        least = Math.min(least, Math.abs(first - second));
      }
    }
    return least;
  }

  /** "mid2020" where the evidence has both by themselves. */
  private static boolean apart(String code, Set<String> words) {
    String letters = code.replaceFirst("\\d.*", "");
    return !letters.isEmpty()
        && words.contains(letters)
        && words.contains(code.substring(letters.length()));
  }

  private boolean isCode(String name) {
    return claim.facts().codes().stream().anyMatch(code -> code.contains(name));
  }

  private Optional<Miss> denial() {
    return Denials.differ(claim, parts).map(word -> new Miss(Problem.NEGATION_DIFFERS, word));
  }
}

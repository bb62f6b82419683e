package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Comparison.Miss;
import dev.millrace.orchestration.guard.Source.Part;
import dev.millrace.orchestration.guard.Source.Window;
import dev.millrace.retrieval.index.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of a claim beside those of the evidence that it is said to rest on. */
final class FoundNames {
  /** From this share of its words on, a claim is taken to retell one sentence. */
  private static final double SAME_SENTENCE = 0.85;

  /** Words of a name stand within so many words of each other. */
  private static final int SAME_NAME = 4;

  /** What stands beside a word: so many words before it and after it. */
  private static final int BESIDE = 2;

  /** How far from a word of evidence that is looked for; its sentence may be built otherwise. */
  private static final int ROUND_ABOUT = 5;

  private final Claim claim;
  private final List<Window> windows;
  private final Overlap overlap;
  private final List<Part> parts = new ArrayList<>();

  FoundNames(Claim claim, List<Window> windows, Overlap overlap) {
    this.claim = claim;
    this.windows = List.copyOf(windows);
    this.overlap = overlap;
    windows.forEach(window -> parts.addAll(window.parts()));
  }

  /** The first code, address or name that the evidence doesn't have, or has for something else. */
  Optional<Miss> miss() {
    return code().or(this::address).or(this::name).or(this::joined).or(this::exchanged);
  }

  private Optional<Miss> code() {
    Set<String> words = said();
    Set<String> codes = new HashSet<>();
    windows.forEach(window -> codes.addAll(window.source().context().codes()));
    parts.forEach(part -> codes.addAll(part.facts().codes()));
    return claim.facts().codes().stream()
        .filter(code -> !codes.contains(code) && !apart(code, words))
        .findFirst()
        .map(code -> new Miss(Problem.NAME_NOT_FOUND, code));
  }

  private Optional<Miss> address() {
    return Facts.addresses(claim.text()).stream()
        .filter(address -> windows.stream().noneMatch(window -> window.source().says(address)))
        .findFirst()
        .map(address -> new Miss(Problem.NAME_NOT_FOUND, address));
  }

  /** The words of the stretches and of what is above them. */
  private Set<String> said() {
    Set<String> words = new HashSet<>();
    windows.forEach(window -> words.addAll(window.source().context().words()));
    parts.forEach(part -> words.addAll(part.facts().words()));
    return words;
  }

  private Optional<Miss> name() {
    Set<String> words = said();
    StringBuilder initials = new StringBuilder();
    windows.forEach(window -> initials.append(Names.initials(window.text())).append(' '));
    String shortened = initials.toString();
    return overlap.names(claim).stream()
        .filter(name -> !isCode(name) && !overlap.asked().has(name) && !overlap.everywhere(name))
        .filter(
            name ->
                (words.contains(name) || shortened.contains(name))
                    ? !fits(name)
                    : !shortened(name) && !(inPassages(name) && fits(name)))
        .findFirst()
        .map(name -> new Miss(Problem.NAME_NOT_FOUND, name));
  }

  /**
   * Whether a word that the claim writes as a name is one in the evidence too or, where that has it
   * as a common word, stands beside words that it stands beside there.
   */
  private boolean fits(String name) {
    boolean named =
        windows.stream().anyMatch(window -> window.source().context().words().contains(name))
            || passages().anyMatch(part -> part.facts().names().contains(name));
    if (named) {
      return true;
    }
    Predicate<String> same = same(name);
    Set<String> beside = claim.facts().beside(same, BESIDE);
    return passages()
        .anyMatch(
            part -> part.facts().beside(same, ROUND_ABOUT).stream().anyMatch(beside::contains));
  }

  /** Whether a word in the index's form is one of the name's, or of the same origin. */
  private static Predicate<String> same(String name) {
    Set<String> stems = Terms.of(name).stream().map(Terms.Term::stem).collect(Collectors.toSet());
    return stem -> stems.contains(stem) || Names.form(stem).equals(name) || Names.akin(stem, name);
  }

  /** Whether the cited passages have the first letters of what it is a word of. */
  private boolean shortened(String name) {
    return Names.explained(claim.text(), name)
        || Names.shortenings(claim.text(), name).stream().anyMatch(this::inPassages);
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

  /** All sentences of the cited passages. */
  private Stream<Part> passages() {
    return windows.stream().flatMap(window -> window.source().parts().stream());
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
}

package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Source.Part;
import dev.millrace.orchestration.guard.Source.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A claim beside the stretches of evidence that it is said to rest on. */
final class Comparison {
  /** A problem, and what was not found. */
  record Miss(Problem problem, String detail) {}

  private final Claim claim;
  private final List<Window> windows;
  private final List<Part> parts = new ArrayList<>();

  Comparison(Claim claim, List<Window> windows) {
    this.claim = claim;
    this.windows = List.copyOf(windows);
    windows.forEach(window -> parts.addAll(window.parts()));
  }

  List<Window> windows() {
    return windows;
  }

  /** The first fact of the claim that the evidence doesn't have. */
  Optional<Miss> miss() {
    return number().or(this::day).or(this::name).or(this::denial);
  }

  private Optional<Miss> number() {
    List<Quantity> given = new ArrayList<>();
    parts.forEach(part -> given.addAll(part.facts().numbers()));
    List<Quantity> context = new ArrayList<>(given);
    windows.forEach(window -> context.addAll(window.source().context().numbers()));
    for (Quantity number : claim.facts().numbers()) {
      boolean found = context.stream().anyMatch(number::agrees);
      boolean contradicted = given.stream().anyMatch(number::contradicts);
      if (!found && (number.claims() || contradicted)) {
        return Optional.of(new Miss(Problem.NUMBER_NOT_FOUND, number.written()));
      }
    }
    return Optional.empty();
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
    return claim.facts().names().stream()
        .filter(name -> !words.contains(name) && !shortened.contains(name) && !isCode(name))
        .findFirst()
        .map(name -> new Miss(Problem.NAME_NOT_FOUND, name));
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

package dev.millrace.orchestration.guard;

import dev.millrace.retrieval.index.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What can be looked up of a text: its words in the index's form, and its numbers, dates, codes and
 * names.
 */
record Facts(
    List<Terms.Term> terms,
    Set<String> stems,
    List<Quantity> numbers,
    List<Day> days,
    Set<String> codes,
    Set<String> names,
    Set<String> openings,
    Set<String> words) {
  /** A web or network address, a path, a name with underlines: its digits count nothing. */
  private static final Pattern ADDRESS = Pattern.compile("(?<!\\S)\\S*(?:://|::|\\w_\\w|\\\\)\\S*");

  private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

  Facts {
    terms = List.copyOf(terms);
    stems = Set.copyOf(stems);
    numbers = List.copyOf(numbers);
    days = List.copyOf(days);
    codes = Set.copyOf(codes);
    names = Set.copyOf(names);
    openings = Set.copyOf(openings);
    words = Set.copyOf(words);
  }

  /** Those of a claim: the digits of a code or a date are no numbers of their own. */
  static Facts claimed(String text) {
    Day.Found dates = Day.in(text);
    return of(
        text,
        dates.days(),
        Quantity.in(
            Names.withoutCodes(
                ADDRESS
                    .matcher(dates.rest())
                    .replaceAll(found -> " ".repeat(found.group().length())))));
  }

  /** Those of evidence: all digits are numbers too, so that a part can be cited. */
  static Facts given(String text) {
    List<Quantity> numbers = new ArrayList<>(Quantity.in(text));
    numbers.addAll(Numbered.roman(text));
    return of(text, Day.in(text).days(), numbers);
  }

  /** Addresses of a text that have digits, lower case, without the signs around them. */
  static Set<String> addresses(String text) {
    return ADDRESS
        .matcher(text)
        .results()
        .map(found -> EDGES.matcher(found.group()).replaceAll("").toLowerCase(Locale.ROOT))
        .filter(address -> address.chars().anyMatch(Character::isDigit))
        .collect(Collectors.toSet());
  }

  /** The words up to so many before or after each word that is such, in the index's form. */
  Set<String> beside(Predicate<String> word, int reach) {
    List<String> stems = terms.stream().map(Terms.Term::stem).toList();
    Set<String> beside = new HashSet<>();
    for (int i = 0; i < stems.size(); i++) {
      if (word.test(stems.get(i))) {
        beside.addAll(stems.subList(Math.max(0, i - reach), Math.min(stems.size(), i + reach + 1)));
      }
    }
    beside.removeIf(word);
    return beside;
  }

  /** Whether it has these words of the index in this order, one after the other. */
  boolean says(List<String> phrase) {
    return Collections.indexOfSubList(terms.stream().map(Terms.Term::stem).toList(), phrase) >= 0;
  }

  /** Whether it has this number, of the same thing as far as both say of what. */
  boolean has(Quantity number) {
    return !numbers.isEmpty() && numbers.stream().anyMatch(number::agrees);
  }

  /** The words near a place that are no numbers, in the index's form. */
  Set<String> near(int at, int reach) {
    return terms.stream()
        .filter(term -> term.end() >= at - reach && term.start() <= at + reach)
        .map(Terms.Term::stem)
        .filter(stem -> stem.chars().noneMatch(Character::isDigit))
        .collect(Collectors.toSet());
  }

  private static Facts of(String text, List<Day> days, List<Quantity> numbers) {
    List<Terms.Term> terms = Terms.of(text);
    Set<String> stems = terms.stream().map(Terms.Term::stem).collect(Collectors.toSet());
    return new Facts(
        terms,
        stems,
        numbers,
        days,
        Names.codes(text),
        Names.in(text),
        Names.opening(text),
        Names.words(text));
  }
}

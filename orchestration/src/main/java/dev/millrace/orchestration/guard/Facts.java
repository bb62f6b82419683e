package dev.millrace.orchestration.guard;

import dev.millrace.retrieval.index.Terms;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be looked up of a text: its words in the index's form, and its numbers, dates, codes and
 * names.
 */
record Facts(
    Set<String> stems,
    List<Quantity> numbers,
    List<Day> days,
    Set<String> codes,
    Set<String> names,
    Set<String> words) {
  Facts {
    stems = Set.copyOf(stems);
    numbers = List.copyOf(numbers);
    days = List.copyOf(days);
    codes = Set.copyOf(codes);
    names = Set.copyOf(names);
    words = Set.copyOf(words);
  }

  /** Those of a claim: the digits of a code or a date are no numbers of their own. */
  static Facts claimed(String text) {
    Day.Found dates = Day.in(text);
    return of(text, dates.days(), Quantity.in(Names.withoutCodes(dates.rest())));
  }

  /** Those of evidence: all digits are numbers too, so that a part can be cited. */
  static Facts given(String text) {
    return of(text, Day.in(text).days(), Quantity.in(text));
  }

  private static Facts of(String text, List<Day> days, List<Quantity> numbers) {
    Set<String> stems = Terms.of(text).stream().map(Terms.Term::stem).collect(Collectors.toSet());
    return new Facts(stems, numbers, days, Names.codes(text), Names.in(text), Names.words(text));
  }
}

package dev.millrace.orchestration.guard;

import java.util.List;
import java.util.Set;

/**
 * What a question brings along: who asks after "the grant of a 6-year-old in Tarnsund" is answered
 * in these words, wherever the evidence only speaks of grants and children.
 *
 * @param words in the form in which names are compared
 */
record Asked(Set<String> words, List<Quantity> numbers) {
  Asked {
    words = Set.copyOf(words);
    numbers = List.copyOf(numbers);
  }

  static Asked of(String question) {
    return new Asked(Names.words(question), Quantity.in(question));
  }

  boolean has(String name) {
    return words.contains(name);
  }

  boolean has(Quantity number) {
    return numbers.stream().anyMatch(number::agrees);
  }
}

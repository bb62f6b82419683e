package dev.millrace.orchestration.extract;

import dev.millrace.retrieval.index.Terms;
import dev.millrace.retrieval.search.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands around a passage's parts.
 *
 * @param stems of the passage with its title and headings
 * @param name stems of the title and the file's name
 * @param above these and those of the headings
 * @param words of the passage in lower case
 */
record Surroundings(
    Evidence evidence, Set<String> stems, Set<String> name, Set<String> above, Set<String> words) {
  static Surroundings of(Evidence evidence) {
    String file = evidence.externalId().replaceAll("[^\\p{L}\\p{N}]+", " ");
    Set<String> name = stems(evidence.title() + " " + file);
    Set<String> above = stems(String.join(" ", evidence.headings()));
    above.addAll(name);
    Set<String> stems = stems(evidence.text());
    stems.addAll(above);
    List<Word> words = Word.of(evidence.text());
    return new Surroundings(
        evidence, stems, name, above, words.stream().map(Word::lower).collect(Collectors.toSet()));
  }

  private static Set<String> stems(String text) {
    return new HashSet<>(Terms.of(text).stream().map(Terms.Term::stem).toList());
  }
}

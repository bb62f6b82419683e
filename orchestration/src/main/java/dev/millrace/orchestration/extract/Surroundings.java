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
 * @param above stems of the title, the file's name and the headings alone
 * @param words of the passage in lower case
 */
record Surroundings(Evidence evidence, Set<String> stems, Set<String> above, Set<String> words) {
  static Surroundings of(Evidence evidence) {
    String name = evidence.externalId().replaceAll("[^\\p{L}\\p{N}]+", " ");
    Set<String> above =
        stems(evidence.title() + " " + name + " " + String.join(" ", evidence.headings()));
    Set<String> stems = stems(evidence.text());
    stems.addAll(above);
    List<Word> words = Word.of(evidence.text());
    return new Surroundings(
        evidence, stems, above, words.stream().map(Word::lower).collect(Collectors.toSet()));
  }

  private static Set<String> stems(String text) {
    return new HashSet<>(Terms.of(text).stream().map(Terms.Term::stem).toList());
  }
}

package dev.millrace.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds what a search found against what it should have found: the right document first, the fact
 * in its evidence and on the right page, and nothing that the reader may not read.
 */
final class DemoCheck {
  private DemoCheck() {}

  /** What differs, a sentence each; empty when all is as expected. */
  static List<String> differences(
      Handbook.Search search, Handbook.Employee reader, List<FoundPassage> found) {
    List<String> differences = new ArrayList<>();
    for (FoundPassage evidence : found) {
      if (!Handbook.mayRead(reader, evidence.externalId())) {
        differences.add(reader.name() + " was shown " + evidence.externalId());
      }
    }
    Handbook.Expected expected = search.expect();
    if (expected != null) {
      differences.addAll(missing(expected, found));
    }
    return differences;
  }

  private static List<String> missing(Handbook.Expected expected, List<FoundPassage> found) {
    if (found.isEmpty()) {
      return List.of("nothing was found, not even " + expected.document());
    }
    FoundPassage first = found.getFirst();
    if (!first.externalId().equals(expected.document())) {
      return List.of("first came " + first.externalId() + ", not " + expected.document());
    }
    Optional<FoundPassage> telling = telling(expected, found);
    if (telling.isEmpty()) {
      return List.of("no evidence of " + expected.document() + " says \"" + expected.fact() + "\"");
    }
    Integer page = telling.get().page();
    return Objects.equals(page, expected.page())
        ? List.of()
        : List.of("the page is " + page + ", not " + expected.page());
  }

  /** The best passage of the expected document that says the fact. */
  static Optional<FoundPassage> telling(Handbook.Expected expected, List<FoundPassage> found) {
    return found.stream()
        .filter(passage -> passage.externalId().equals(expected.document()))
        .filter(passage -> plain(passage.text()).contains(plain(expected.fact())))
        .findFirst();
  }

  /** Line breaks and case are the parser's and the author's, not the fact's. */
  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}

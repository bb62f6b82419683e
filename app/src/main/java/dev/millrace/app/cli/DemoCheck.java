package dev.millrace.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Holds what a search found against what it should have found. */
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
    List<String> differences = new ArrayList<>();
    if (!Objects.equals(first.page(), expected.page())) {
      differences.add("the page is " + first.page() + ", not " + expected.page());
    }
    if (!plain(first.text()).contains(plain(expected.fact()))) {
      differences.add("the evidence does not say \"" + expected.fact() + "\"");
    }
    return differences;
  }

  /** Line breaks and case are the parser's and the author's, not the fact's. */
  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}

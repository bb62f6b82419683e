package dev.millrace.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds an answer against what it should be: the right documents cited, the facts in it, no answer
 * where there is none, and nothing that the reader may not read.
 */
final class DemoCheck {
  private DemoCheck() {}

  /** What differs, a sentence each; empty when all is as expected. */
  static List<String> differences(
      Handbook.Question question, Handbook.Employee reader, FoundAnswer answer) {
    List<String> differences = new ArrayList<>();
    Stream.concat(
            answer.citations().stream().map(FoundAnswer.FoundCitation::externalId),
            answer.nearest().stream().map(FoundPassage::externalId))
        .distinct()
        .filter(document -> !Handbook.mayRead(reader, document))
        .forEach(document -> differences.add(reader.name() + " was shown " + document));
    Handbook.Expected expected = question.expect();
    if (expected == null) {
      if (!answer.refused()) {
        differences.add("there should be no answer");
      }
      return differences;
    }
    if (answer.refused()) {
      differences.add("there should be an answer");
      return differences;
    }
    differences.addAll(missing(expected, answer));
    return differences;
  }

  private static List<String> missing(Handbook.Expected expected, FoundAnswer answer) {
    List<String> missing = new ArrayList<>();
    List<String> cited =
        answer.citations().stream().map(FoundAnswer.FoundCitation::externalId).toList();
    expected.documents().stream()
        .filter(document -> !cited.contains(document))
        .forEach(document -> missing.add("it does not cite " + document));
    String text =
        answer.citations().stream()
            .map(FoundAnswer.FoundCitation::text)
            .collect(Collectors.joining("\n"));
    expected.facts().stream()
        .filter(fact -> !plain(text).contains(plain(fact)))
        .forEach(fact -> missing.add("nothing that it cites says \"" + fact + "\""));
    return missing;
  }

  /** Line breaks and case are the parser's and the author's, not the fact's. */
  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}

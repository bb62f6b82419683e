package dev.millrace.orchestration.turn;

import dev.millrace.retrieval.search.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is said where no model speaks. */
final class Refusal {
  /** Documents that are named. */
  private static final int MOST_NAMED = 3;

  private Refusal() {}

  static final String GREETING =
      "Hello. I answer questions from the documents that you can see, and show where the answer"
          + " stands. What would you like to know?";

  static final String NOTHING_FOUND = "The documents that you can see say nothing about this.";

  static final String NO_ANSWER = "The documents that you can see do not answer this.";

  static final String NO_ANSWER_IN_PART =
      "What could be read of the documents that you can see does not answer this: %s.";

  static final String UNSUPPORTED =
      "No answer could be made that the documents support; what models wrote did not pass the"
          + " checks.";

  static final String NOT_CLEARED =
      "The documents that may answer this are more sensitive than what any model here that could"
          + " answer is cleared for.";

  /** The sentence, and the documents that come nearest. */
  static String text(String sentence, List<Evidence> nearest) {
    List<Evidence> named = documents(nearest);
    if (named.isEmpty()) {
      return sentence;
    }
    return named.stream()
        .map(Refusal::name)
        .collect(Collectors.joining("; ", sentence + " Nearest: ", "."));
  }

  /** The best passage of each document, best first. */
  static List<Evidence> documents(List<Evidence> nearest) {
    Map<UUID, Evidence> first = new LinkedHashMap<>();
    nearest.forEach(one -> first.putIfAbsent(one.documentId(), one));
    return first.values().stream().limit(MOST_NAMED).toList();
  }

  private static String name(Evidence evidence) {
    String title = evidence.title().isBlank() ? evidence.externalId() : evidence.title();
    return evidence.page() == null ? title : title + ", page " + evidence.page();
  }
}

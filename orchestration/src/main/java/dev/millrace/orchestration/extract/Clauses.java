package dev.millrace.orchestration.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The questions within a question: "which numbers need a kit, and what does the kit cost?". */
final class Clauses {
  private static final int MOST = 3;

  private static final Pattern BETWEEN =
      Pattern.compile(
          "\\?\\s+|[,;]?\\s+and (?=(?:what|which|who|when|where|why|how|whose|in (?:what|which))\\b)",
          Pattern.CASE_INSENSITIVE);

  private Clauses() {}

  /**
   * The text itself and, if it asks several things, each of them, in order. A later one gets the
   * names and numbers of the first, which it takes for granted.
   */
  static List<String> of(String question) {
    String[] parts = BETWEEN.split(question.strip(), MOST);
    if (parts.length == 1) {
      return List.of(question);
    }
    Question first = Question.of(parts[0]);
    List<String> clauses = new ArrayList<>();
    clauses.add(question);
    for (String part : parts) {
      Question asked = Question.of(part);
      if (asked.keys().isEmpty()) {
        return List.of(question);
      }
      StringBuilder whole = new StringBuilder(part.strip());
      if (clauses.size() > 1) {
        first.keys().stream()
            .filter(key -> (key.name() || key.number()))
            .filter(key -> asked.keys().stream().noneMatch(own -> own.stem().equals(key.stem())))
            .forEach(key -> whole.append(' ').append(key.written()));
      }
      clauses.add(whole.toString());
    }
    return clauses;
  }
}

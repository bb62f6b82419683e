package dev.millrace.app.generation;

import java.util.Set;

/**
 * A question with the documents that answer it.
 *
 * @param expected their external ids; at least one
 */
public record GoldenQuestion(String question, Set<String> expected) {
  public GoldenQuestion {
    expected = Set.copyOf(expected);
    if (question.isBlank() || expected.isEmpty()) {
      throw new IllegalArgumentException(
          "a golden question has a text and at least one expected document");
    }
  }
}

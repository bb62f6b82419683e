package dev.millrace.orchestration.classify;

import static java.util.Objects.requireNonNull;

/**
 * A question of which a person said what class it is.
 *
 * @param text not blank
 */
public record LabelledQuestion(QuestionClass questionClass, String text) {
  public LabelledQuestion {
    requireNonNull(questionClass, "questionClass");
    if (text.isBlank()) {
      throw new IllegalArgumentException("a labelled question has a text");
    }
  }
}

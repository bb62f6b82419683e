package dev.millrace.orchestration.classify;

import static java.util.Objects.requireNonNull;

/** A classifier just learnt: to be measured, and to be written down. */
public final class TrainedClassifier {
  private final Coefficients coefficients;

  TrainedClassifier(Coefficients coefficients) {
    this.coefficients = requireNonNull(coefficients, "coefficients");
  }

  /** It, ready to classify. */
  public QuestionClassifier classifier() {
    return QuestionClassifier.of(coefficients);
  }

  /** The file of coefficients, as it ships. */
  public String json() {
    return coefficients.json();
  }
}

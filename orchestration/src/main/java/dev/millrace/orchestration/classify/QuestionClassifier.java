package dev.millrace.orchestration.classify;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the class of a question from its vector, in microseconds. Safe for use by many threads at
 * once.
 */
public final class QuestionClassifier {
  private static final Logger LOG = LoggerFactory.getLogger(QuestionClassifier.class);
  private static final String SHIPPED = "coefficients.json";

  /** Null where there is nothing that fits the space. */
  private final @Nullable Coefficients coefficients;

  private QuestionClassifier(@Nullable Coefficients coefficients) {
    this.coefficients = coefficients;
  }

  /**
   * The one that ships with Millrace.
   *
   * @param space what the vectors belong to that it will be given. Where it was learnt in another
   *     space it is disabled, with a warning in the log: every question is {@link
   *     Classification#UNKNOWN} then.
   */
  public static QuestionClassifier shipped(EmbeddingSpace space) {
    Coefficients shipped = shippedCoefficients();
    if (!shipped.space().equals(space)) {
      LOG.warn(
          "Questions are not classified: the classifier was learnt on vectors of {} with {}"
              + " dimensions, and this server embeds with {} and {}. Every question is taken for a"
              + " lookup.",
          shipped.space().model(),
          shipped.space().dimension(),
          space.model(),
          space.dimension());
      return new QuestionClassifier(null);
    }
    return new QuestionClassifier(shipped);
  }

  static QuestionClassifier of(Coefficients coefficients) {
    return new QuestionClassifier(coefficients);
  }

  private static Coefficients shippedCoefficients() {
    try (InputStream json = QuestionClassifier.class.getResourceAsStream(SHIPPED)) {
      if (json == null) {
        throw new FileNotFoundException(SHIPPED + " is not on the class path");
      }
      return Coefficients.read(json);
    } catch (IOException e) {
      throw new UncheckedIOException("The classifier's coefficients can't be read.", e);
    }
  }

  /** Whether it tells classes apart; false in another embedding space than its own. */
  public boolean enabled() {
    return coefficients != null;
  }

  /**
   * The class of a question.
   *
   * @param queryVector of the space, embedded as a query
   * @throws IllegalArgumentException if it has another number of dimensions
   */
  public Classification classify(float[] queryVector) {
    if (coefficients == null) {
      return Classification.UNKNOWN;
    }
    if (queryVector.length != coefficients.space().dimension()) {
      throw new IllegalArgumentException(
          "the classifier takes vectors of "
              + coefficients.space().dimension()
              + " dimensions, not "
              + queryVector.length);
    }
    return Classification.of(coefficients.probabilities(queryVector));
  }
}

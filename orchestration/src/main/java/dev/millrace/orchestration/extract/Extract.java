package dev.millrace.orchestration.extract;

import dev.millrace.retrieval.search.Evidence;
import java.util.List;

/** What evidence says to a question in its own words. */
public sealed interface Extract {
  /** The estimated probability that the evidence answers the question, 0 to 1. */
  double answerability();

  /**
   * An answer.
   *
   * @param quotes in the order in which to show them, the most telling first; not empty
   */
  record Quotes(List<Quote> quotes, double answerability) implements Extract {
    public Quotes {
      quotes = List.copyOf(quotes);
      if (quotes.isEmpty()) {
        throw new IllegalArgumentException("an answer quotes something");
      }
      requireProbability(answerability);
    }
  }

  /**
   * A refusal: what was found does not answer.
   *
   * @param nearest what came nearest, one passage a document, best first; may be empty
   */
  record Nothing(List<Evidence> nearest, double answerability) implements Extract {
    public Nothing {
      nearest = List.copyOf(nearest);
      requireProbability(answerability);
    }
  }

  private static void requireProbability(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a probability is 0 to 1, not " + value);
    }
  }
}

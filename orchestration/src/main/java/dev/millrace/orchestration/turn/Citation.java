package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.search.Evidence;

/**
 * What a mark in an answer stands for.
 *
 * @param n the number in the mark, counted from 1 in the order in which the answer first cites
 * @param passage evidence that was supplied to the answer
 * @param start first position of what is cited in the document's canonical text, in code points
 * @param end position after the last
 */
public record Citation(int n, Evidence passage, int start, int end) {
  public Citation {
    requireNonNull(passage, "passage");
    if (n < 1 || start < passage.start() || end > passage.end() || end <= start) {
      throw new IllegalArgumentException("citation " + n + " is not within its passage");
    }
  }

  /** Exactly the text that is cited. */
  public String text() {
    String text = passage.text();
    int from = text.offsetByCodePoints(0, start - passage.start());
    return text.substring(from, text.offsetByCodePoints(from, end - start));
  }
}

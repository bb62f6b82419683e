package dev.millrace.orchestration.extract;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.search.Evidence;

/**
 * Words of a document, exactly as they stand there.
 *
 * @param n place of the evidence in the list that was supplied, from 1
 * @param start first position in the document's canonical text, in code points
 * @param end position after the last
 * @param text what stands between them
 */
public record Quote(int n, Evidence evidence, int start, int end, String text) {
  public Quote {
    requireNonNull(evidence, "evidence");
    if (n < 1) {
      throw new IllegalArgumentException("evidence is numbered from 1, not " + n);
    }
    if (start < evidence.start() || end > evidence.end() || end <= start) {
      throw new IllegalArgumentException(
          "a quote from " + start + " to " + end + " is not within its evidence");
    }
    if (text.codePointCount(0, text.length()) != end - start) {
      throw new IllegalArgumentException("a quote's text has the length of its span");
    }
  }

  /** The stretch of an evidence's text between two positions in UTF-16 units. */
  static Quote of(int n, Evidence evidence, int from, int to) {
    String all = evidence.text();
    int start = evidence.start() + all.codePointCount(0, from);
    String text = all.substring(from, to);
    return new Quote(n, evidence, start, start + text.codePointCount(0, text.length()), text);
  }
}

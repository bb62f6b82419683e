package dev.millrace.orchestration.guard;

/**
 * Where evidence says what a unit says.
 *
 * @param n the evidence's number, from 1
 * @param start first position in the document's canonical text, in code points
 * @param end position after the last
 */
public record CitedSpan(int n, int start, int end) {
  public CitedSpan {
    if (n < 1 || start < 0 || end <= start) {
      throw new IllegalArgumentException("evidence " + n + " spans " + start + " to " + end);
    }
  }
}

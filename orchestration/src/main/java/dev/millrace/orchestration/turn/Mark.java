package dev.millrace.orchestration.turn;

/**
 * A citation's mark in the text of an answer, such as {@code [2]}.
 *
 * @param n the citation's number
 * @param start first position in the answer, in code points
 * @param end position after the last
 */
public record Mark(int n, int start, int end) {
  public Mark {
    if (n < 1 || start < 0 || end <= start) {
      throw new IllegalArgumentException("no mark: " + n + " at " + start + " to " + end);
    }
  }
}

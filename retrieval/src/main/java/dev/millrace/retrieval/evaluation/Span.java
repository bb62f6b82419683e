package dev.millrace.retrieval.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of a document.
 *
 * @param document its name
 * @param start first position in code points
 * @param end position after the last
 */
public record Span(String document, int start, int end) {
  public Span {
    requireNonNull(document, "document");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "a span of " + document + " from " + start + " to " + end + " holds nothing");
    }
  }

  int length() {
    return end - start;
  }

  /** The same text once, however often it was named: in order, none touching another. */
  static List<Span> union(List<Span> spans) {
    List<Span> ordered = new ArrayList<>(spans);
    ordered.sort(Comparator.comparing(Span::document).thenComparingInt(Span::start));
    List<Span> apart = new ArrayList<>();
    for (Span next : ordered) {
      Span last = apart.isEmpty() ? null : apart.getLast();
      if (last != null && last.document.equals(next.document) && next.start <= last.end) {
        apart.set(
            apart.size() - 1, new Span(last.document, last.start, Math.max(last.end, next.end)));
      } else {
        apart.add(next);
      }
    }
    return apart;
  }

  /** What two lists of spans have in common; each list apart, as {@link #union} leaves it. */
  static List<Span> common(List<Span> first, List<Span> second) {
    List<Span> common = new ArrayList<>();
    for (Span one : first) {
      for (Span other : second) {
        int start = Math.max(one.start, other.start);
        int end = Math.min(one.end, other.end);
        if (one.document.equals(other.document) && start < end) {
          common.add(new Span(one.document, start, end));
        }
      }
    }
    return common;
  }

  static long total(List<Span> spans) {
    return spans.stream().mapToLong(Span::length).sum();
  }
}

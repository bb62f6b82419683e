package dev.millrace.orchestration.evaluation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whether the pages that answers cite are the right ones.
 *
 * @param citedPagesRight mean over the questions of: right pages among the first three that are
 *     cited, of the pages among the first three; 0 for a question that was refused
 * @param firstPageRight share of the questions whose first page is right
 * @param cited pages cited for a question, at most three, on average
 * @param refused questions that were not answered
 */
public record CitationMeasures(
    int questions, double citedPagesRight, double firstPageRight, double cited, int refused) {
  private static final int COUNTED = 3;

  /**
   * What came of a question.
   *
   * @param pages as they were cited, in order
   */
  public record Cited(List<String> pages, Set<String> right) {
    public Cited {
      pages = new LinkedHashSet<>(pages).stream().filter(Objects::nonNull).limit(COUNTED).toList();
      right = Set.copyOf(right);
    }

    private double share() {
      return pages.isEmpty()
          ? 0
          : pages.stream().filter(right::contains).count() / (double) pages.size();
    }

    private boolean first() {
      return !pages.isEmpty() && right.contains(pages.getFirst());
    }
  }

  /** Over all questions. */
  public static CitationMeasures of(List<Cited> questions) {
    double count = Math.max(1, questions.size());
    return new CitationMeasures(
        questions.size(),
        questions.stream().mapToDouble(Cited::share).sum() / count,
        questions.stream().filter(Cited::first).count() / count,
        questions.stream().mapToInt(question -> question.pages().size()).sum() / count,
        (int) questions.stream().filter(question -> question.pages().isEmpty()).count());
  }
}

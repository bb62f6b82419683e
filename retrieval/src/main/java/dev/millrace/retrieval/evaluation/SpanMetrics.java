package dev.millrace.retrieval.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the wanted text was retrieved, and how much else with it; each from 0 to 1, lengths
 * counted in code points.
 *
 * <p>The first three are those of Chroma's chunking evaluation (Smith and Troynikov, "Evaluating
 * Chunking Strategies for Retrieval", Chroma 2024), of the first passages of a ranking: wanted text
 * counts once however many passages hold it, retrieved text as often as it was retrieved, so that
 * overlap has its price.
 *
 * @param recall of the wanted text, the share that was retrieved
 * @param precision of the retrieved text, the share that was wanted
 * @param iou what was both wanted and retrieved, over what was retrieved and what is lacking
 *     (intersection over union)
 * @param recallInBudget the share of the wanted text within the first {@link #BUDGET} code points
 *     of the ranking, its passages one after another and the last one cut off: does not grow with
 *     the passages' size alone
 */
public record SpanMetrics(double recall, double precision, double iou, double recallInBudget) {
  /** Passages that the first three measures look at, as Chroma's published table does. */
  public static final int TOP = 5;

  /** Code points that are read in any case: some 1,100 tokens, what an answer is made from. */
  public static final int BUDGET = 5_000;

  /**
   * Measures one ranking.
   *
   * @param wanted the text that answers
   * @param ranking the passages found, best first, deep enough to fill the budget
   * @throws IllegalArgumentException if nothing is wanted
   */
  public static SpanMetrics of(List<Span> wanted, List<Span> ranking) {
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("nothing is wanted, so there is nothing to measure");
    }
    List<Span> gold = Span.union(wanted);
    List<Span> top = ranking.stream().limit(TOP).toList();
    long all = Span.total(gold);
    long hit = hit(gold, top);
    long retrieved = Span.total(top);
    return new SpanMetrics(
        share(hit, all),
        share(hit, retrieved),
        share(hit, retrieved + all - hit),
        share(hit(gold, within(ranking, BUDGET)), all));
  }

  private static long hit(List<Span> gold, List<Span> retrieved) {
    return Span.total(Span.common(gold, Span.union(retrieved)));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static List<Span> within(List<Span> ranking, int budget) {
    List<Span> read = new ArrayList<>();
    int left = budget;
    for (Span next : ranking) {
      if (left == 0) {
        break;
      }
      int length = Math.min(left, next.length());
      read.add(new Span(next.document(), next.start(), next.start() + length));
      left -= length;
    }
    return read;
  }

  /**
   * The mean over questions.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static SpanMetrics mean(List<SpanMetrics> questions) {
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("no question was asked, so there is nothing to measure");
    }
    return new SpanMetrics(
        questions.stream().mapToDouble(SpanMetrics::recall).average().orElseThrow(),
        questions.stream().mapToDouble(SpanMetrics::precision).average().orElseThrow(),
        questions.stream().mapToDouble(SpanMetrics::iou).average().orElseThrow(),
        questions.stream().mapToDouble(SpanMetrics::recallInBudget).average().orElseThrow());
  }

  /** By their names in JSON, in the order in which they are shown. */
  public Map<String, Double> wire() {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("recall@" + TOP, recall);
    named.put("precision@" + TOP, precision);
    named.put("iou@" + TOP, iou);
    named.put("recallInBudget", recallInBudget);
    return named;
  }
}

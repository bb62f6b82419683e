package dev.millrace.retrieval.evaluation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures of one query's ranking, or their means over all judged queries, those that found nothing
 * included; each from 0 to 1.
 *
 * <p>A document is relevant when its score is above 0. Nothing is left out of a ranking, not even a
 * document with the id of the query. As in trec_eval, a query that has judgments but no relevant
 * document counts as 0.
 *
 * @param ndcg10 the judged scores as linear gain, discounted by log2(rank + 1), over that of the
 *     best ranking possible: trec_eval's {@code ndcg_cut.10} (Järvelin, Kekäläinen, TOIS 2002)
 * @param recall5 share of a query's relevant documents among the first 5
 * @param recall10 the same among the first 10
 * @param recall20 the same among the first 20
 * @param recall100 the same among the first 100
 * @param mrr10 1 / rank of the first relevant document; 0 when it is not among the first 10
 * @param precision1 1 when the first document is relevant, else 0
 */
public record RankingMetrics(
    double ndcg10,
    double recall5,
    double recall10,
    double recall20,
    double recall100,
    double mrr10,
    double precision1) {
  private static final RankingMetrics NOTHING = new RankingMetrics(0, 0, 0, 0, 0, 0, 0);

  /**
   * Measures rankings.
   *
   * @param rankings document ids by query id, best first; a query that is absent found nothing, one
   *     that is not judged is ignored
   * @param qrels the scores of documents, by query id
   * @throws IllegalArgumentException if no query is judged, or a ranking names a document twice
   */
  public static RankingMetrics of(
      Map<String, List<String>> rankings, Map<String, Map<String, Integer>> qrels) {
    if (qrels.isEmpty()) {
      throw new IllegalArgumentException("no query is judged, so there is nothing to measure");
    }
    RankingMetrics sum = NOTHING;
    for (Map.Entry<String, Map<String, Integer>> judged : qrels.entrySet()) {
      List<String> ranking = rankings.getOrDefault(judged.getKey(), List.of());
      sum = sum.plus(ofQuery(judged.getKey(), ranking, judged.getValue()));
    }
    return sum.dividedBy(qrels.size());
  }

  /**
   * The means over queries that were measured one by one.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static RankingMetrics mean(Collection<RankingMetrics> queries) {
    if (queries.isEmpty()) {
      throw new IllegalArgumentException("no query is judged, so there is nothing to measure");
    }
    return queries.stream().reduce(NOTHING, RankingMetrics::plus).dividedBy(queries.size());
  }

  private static void checkDistinct(String query, List<String> ranking) {
    Set<String> seen = new HashSet<>();
    for (String document : ranking) {
      if (!seen.add(document)) {
        throw new IllegalArgumentException(
            "the ranking of query " + query + " names document " + document + " twice");
      }
    }
  }

  /**
   * Measures one ranking.
   *
   * @param query its id, for errors
   * @param ranking document ids, best first
   * @param scores of documents, by id
   * @throws IllegalArgumentException if the ranking names a document twice
   */
  public static RankingMetrics ofQuery(
      String query, List<String> ranking, Map<String, Integer> scores) {
    checkDistinct(query, ranking);
    return new RankingMetrics(
        ndcg(ranking, scores, 10),
        recall(ranking, scores, 5),
        recall(ranking, scores, 10),
        recall(ranking, scores, 20),
        recall(ranking, scores, 100),
        reciprocalRank(ranking, scores, 10),
        reciprocalRank(ranking, scores, 1));
  }

  private static double ndcg(List<String> ranking, Map<String, Integer> scores, int depth) {
    List<Integer> best = scores.values().stream().sorted(Comparator.reverseOrder()).toList();
    double possible = gain(best, depth);
    List<Integer> found =
        ranking.stream().limit(depth).map(document -> scores.getOrDefault(document, 0)).toList();
    return possible == 0 ? 0 : gain(found, depth) / possible;
  }

  private static double gain(List<Integer> scores, int depth) {
    double gain = 0;
    for (int at = 0; at < Math.min(depth, scores.size()); at++) {
      // The first rank, 1, is not discounted: log2(2) = 1.
      gain += Math.max(0, scores.get(at)) / (Math.log(at + 2) / Math.log(2));
    }
    return gain;
  }

  private static double recall(List<String> ranking, Map<String, Integer> scores, int depth) {
    long relevant = scores.values().stream().filter(score -> score > 0).count();
    long found = ranking.stream().limit(depth).filter(id -> isRelevant(id, scores)).count();
    return relevant == 0 ? 0 : (double) found / relevant;
  }

  private static double reciprocalRank(
      List<String> ranking, Map<String, Integer> scores, int depth) {
    for (int at = 0; at < Math.min(depth, ranking.size()); at++) {
      if (isRelevant(ranking.get(at), scores)) {
        return 1.0 / (at + 1);
      }
    }
    return 0;
  }

  private static boolean isRelevant(String document, Map<String, Integer> scores) {
    return scores.getOrDefault(document, 0) > 0;
  }

  private RankingMetrics plus(RankingMetrics other) {
    return new RankingMetrics(
        ndcg10 + other.ndcg10,
        recall5 + other.recall5,
        recall10 + other.recall10,
        recall20 + other.recall20,
        recall100 + other.recall100,
        mrr10 + other.mrr10,
        precision1 + other.precision1);
  }

  private RankingMetrics dividedBy(int count) {
    return new RankingMetrics(
        ndcg10 / count,
        recall5 / count,
        recall10 / count,
        recall20 / count,
        recall100 / count,
        mrr10 / count,
        precision1 / count);
  }

  /** By their names in JSON, in the order in which they are shown. */
  public Map<String, Double> wire() {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("ndcg@10", ndcg10);
    named.put("recall@5", recall5);
    named.put("recall@10", recall10);
    named.put("recall@20", recall20);
    named.put("recall@100", recall100);
    named.put("mrr@10", mrr10);
    named.put("p@1", precision1);
    return named;
  }
}

package dev.millrace.retrieval.evaluation;

import java.util.List;
import java.util.Map;

/**
 * What a search found for a judged query.
 *
 * @param query its id
 * @param ranking ids of documents, best first, none twice
 */
public record JudgedRanking(String query, List<String> ranking, RankingMetrics metrics) {
  public JudgedRanking {
    ranking = List.copyOf(ranking);
  }

  /**
   * Measures a ranking.
   *
   * @param scores of documents, by id
   * @throws IllegalArgumentException if the ranking names a document twice
   */
  public static JudgedRanking of(String query, List<String> ranking, Map<String, Integer> scores) {
    return new JudgedRanking(query, ranking, RankingMetrics.ofQuery(query, ranking, scores));
  }
}

package dev.millrace.retrieval.rerank;

import java.util.List;

/** What a reranker said of some passages. */
public sealed interface Scores {
  /**
   * Scores of the first passages, as many as time sufficed for; higher is better, comparable within
   * one question only.
   */
  record Scored(List<Double> scores) implements Scores {
    public Scored {
      scores = List.copyOf(scores);
      if (!scores.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("scores are finite");
      }
    }
  }

  /**
   * Nothing.
   *
   * @param reason for operators, to follow "the reranker"; has no text of query or passages
   */
  record Failed(String reason) implements Scores {}
}

package dev.millrace.retrieval.rerank;

import dev.millrace.retrieval.corpus.Clearance;
import java.util.List;

/** A model that judges passages by a query. Safe for use by many threads at once. */
public interface Reranker extends AutoCloseable {
  /** What it is called, for people. */
  String model();

  /** The most sensitive text that may be given to it, queries included. */
  Clearance clearance();

  /**
   * Judges passages in their order, so that the first ones have scores should time run out. Returns
   * when the time is over, or a few milliseconds later.
   *
   * @param passages at least one, none above the clearance
   */
  Scores score(String query, List<Contender> passages, Budget budget);

  @Override
  void close();
}

package dev.millrace.retrieval.opensearch;

import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import dev.millrace.retrieval.index.WordTerm;
import java.util.Map;

/**
 * How words are scored. OpenSearch has BM25's parameters with a field and not with a query, so each
 * field of words is there once for each of the two.
 *
 * @param suffix of the fields' names
 */
record WordScoring(String suffix, Bm25 bm25) {
  /** The name of the fields within fields, and of what scores them. */
  static final String FIELDED = "fielded";

  /**
   * As the wording is best scored.
   *
   * @param plain what scores words that count by their stems alone
   */
  static WordScoring of(Wording wording, Bm25 plain) {
    return wording.fielded()
        ? new WordScoring("." + FIELDED, Bm25.FIELDED)
        : new WordScoring("", plain);
  }

  /** Any of the terms, each with its weight. */
  Map<String, Object> any(Map<WordTerm, Float> weights) {
    return Queries.any(weights, suffix);
  }

  /** OpenSearch keeps a factor of k1 + 1 in BM25 that Lucene dropped: it changes no order. */
  double scaled(double score) {
    return (float) (score / (bm25.k1() + 1));
  }
}

package dev.millrace.app.cli;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.embedding.Embedder;
import java.util.List;
import java.util.Map;

/**
 * Queries' vectors that were made before, so that a search is timed without its embedding.
 *
 * @param queries by their text
 */
record GivenVectors(EmbeddingSpace space, Map<String, float[]> queries) implements Embedder {
  @Override
  public Clearance clearance() {
    return Clearance.ALL;
  }

  @Override
  public int maxTokens() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int tokens(String text) {
    throw new UnsupportedOperationException("nothing is cut here");
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    throw new UnsupportedOperationException("passages come with their vectors here");
  }

  @Override
  public float[] query(String text) {
    float[] vector = queries.get(text);
    if (vector == null) {
      throw new IllegalArgumentException("no vector was made for " + text);
    }
    return vector;
  }

  @Override
  public void close() {}
}

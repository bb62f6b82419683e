package dev.millrace.retrieval.evaluation;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.embedding.Embedder;
import java.util.Collections;
import java.util.List;

/**
 * The embedder of an evaluation that asks for no vectors: one and the same vector for every text,
 * at no cost, so that trying BM25's parameters takes seconds.
 */
public final class NoEmbedder implements Embedder {
  private static final float[] VECTOR = {1};

  @Override
  public EmbeddingSpace space() {
    return new EmbeddingSpace("none", VECTOR.length, "");
  }

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
    return 0;
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    return Collections.nCopies(texts.size(), VECTOR);
  }

  @Override
  public float[] query(String text) {
    return VECTOR;
  }

  @Override
  public void close() {}
}

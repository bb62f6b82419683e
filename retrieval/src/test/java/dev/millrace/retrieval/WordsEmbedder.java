package dev.millrace.retrieval;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.embedding.Embedder;
import java.util.List;

/**
 * The vectors of {@link CorpusFixture}: near for texts that share words. For tests in which no
 * meaning is needed.
 */
public final class WordsEmbedder implements Embedder {
  @Override
  public EmbeddingSpace space() {
    return CorpusFixture.SPACE;
  }

  @Override
  public Clearance clearance() {
    return Clearance.ALL;
  }

  @Override
  public int maxTokens() {
    return 512;
  }

  @Override
  public int tokens(String text) {
    return text.split("\\s+", -1).length;
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    return texts.stream().map(CorpusFixture::vector).toList();
  }

  @Override
  public float[] query(String text) {
    return CorpusFixture.vector(text);
  }

  @Override
  public void close() {}
}

package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the vectors of the last queries, so that one question is embedded once, whoever asks:
 * the classifier, the search, the extractive specialists. Two who ask at the same moment may both
 * embed it.
 */
public final class RememberingEmbedder implements Embedder {
  /** Some 400 KB of vectors. */
  private static final int REMEMBERED = 256;

  private final Embedder embedder;
  private final Map<String, float[]> queries =
      Collections.synchronizedMap(
          new LinkedHashMap<>(REMEMBERED * 2, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** Remembers for that one, and closes it. */
  public RememberingEmbedder(Embedder embedder) {
    this.embedder = requireNonNull(embedder, "embedder");
  }

  @Override
  public EmbeddingSpace space() {
    return embedder.space();
  }

  @Override
  public Clearance clearance() {
    return embedder.clearance();
  }

  @Override
  public int maxTokens() {
    return embedder.maxTokens();
  }

  @Override
  public int tokens(String text) {
    return embedder.tokens(text);
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    return embedder.passages(texts);
  }

  @Override
  public float[] query(String text) {
    float[] known = queries.get(text);
    if (known == null) {
      known = embedder.query(text);
      queries.put(text, known);
    }
    return known.clone();
  }

  @Override
  public void close() {
    embedder.close();
  }
}

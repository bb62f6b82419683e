package dev.millrace.retrieval.embedding;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.util.List;

/** An embedding model. Safe for use by many threads at once. */
public interface Embedder extends AutoCloseable {
  /** What its vectors are comparable with. */
  EmbeddingSpace space();

  /** The most sensitive text that may be given to it. */
  Clearance clearance();

  /** Longest input in tokens, special ones included; what is longer is cut. */
  int maxTokens();

  /** Tokens in a text, special ones not included, however long it is. */
  int tokens(String text);

  /**
   * Embeds passages, as their searchable text.
   *
   * @return a vector for each text, in order, unit length
   * @throws EmbeddingException if the model fails; nothing is returned for a part of the texts
   */
  List<float[]> passages(List<String> texts);

  /**
   * Embeds a query; the space's query prefix is put in front.
   *
   * @throws EmbeddingException if the model fails
   */
  float[] query(String text);

  @Override
  void close();
}

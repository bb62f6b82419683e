package dev.millrace.app.wiring;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.embedding.Embedder;

/**
 * The model that ships, in this process. Questions are classified, answers extracted and checked
 * with it whatever passages are embedded with: what was learnt was learnt in its space, and
 * evidence does not leave the process for it.
 */
record LocalEmbedding(Embedder embedder) implements AutoCloseable {
  LocalEmbedding {
    requireNonNull(embedder, "embedder");
  }

  @Override
  public void close() {
    embedder.close();
  }
}

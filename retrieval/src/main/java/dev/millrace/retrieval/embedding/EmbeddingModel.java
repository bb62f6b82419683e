package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Which model embeds: what settings say, and the one place where an {@link Embedder} is made. */
public sealed interface EmbeddingModel {
  /** Makes it ready. Of a remote model this checks nothing: its server may start later. */
  Embedder open();

  /**
   * The model that ships.
   *
   * @param nativeCache as {@link OnnxEmbedder#bgeSmall} takes it
   */
  record Shipped(Path nativeCache) implements EmbeddingModel {
    public Shipped {
      requireNonNull(nativeCache, "nativeCache");
    }

    @Override
    public Embedder open() {
      return OnnxEmbedder.bgeSmall(nativeCache);
    }
  }

  /** A model behind an API. */
  record Remote(RemoteModel model) implements EmbeddingModel {
    public Remote {
      requireNonNull(model, "model");
    }

    @Override
    public Embedder open() {
      return new RemoteEmbedder(model);
    }
  }
}

package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.util.Optional;

/**
 * The embedding models that this process has open. While an index is built with another model, both
 * are needed at once. Whoever opened them closes them.
 *
 * @param configured the one that settings name: what is to be live, in the end
 * @param local the one inside this process, which needs no settings; may be the same
 */
public record Embedders(Embedder configured, Embedder local) {
  public Embedders {
    requireNonNull(configured, "configured");
    requireNonNull(local, "local");
  }

  /** The model that makes vectors of that space; empty if it is neither of them. */
  public Optional<Embedder> of(EmbeddingSpace space) {
    if (configured.space().equals(space)) {
      return Optional.of(configured);
    }
    return local.space().equals(space) ? Optional.of(local) : Optional.empty();
  }
}

package dev.millrace.retrieval.search;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.rerank.Cascade;
import java.util.Optional;

/**
 * The models that a search asks. Whoever opened them closes them.
 *
 * @param embedder of the space that is searched
 * @param cascade the reranker that has a say in the mode hybrid, if there is one
 */
public record SearchModels(Embedder embedder, Optional<Cascade> cascade) {
  public SearchModels {
    requireNonNull(embedder, "embedder");
    requireNonNull(cascade, "cascade");
  }

  /** Without a reranker. */
  public SearchModels(Embedder embedder) {
    this(embedder, Optional.empty());
  }
}

package dev.millrace.ingestion.chunk;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.KnownVectors;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.Embedders;
import dev.millrace.retrieval.embedding.PassageVectors;
import java.util.Optional;

/**
 * How documents are made ready for one generation of the index: cut in this way, embedded by this
 * model. A document goes its whole way with one of these.
 */
public record Indexing(PassageVectors vectors, PassageCutter cutter) {
  public Indexing {
    requireNonNull(vectors, "vectors");
    requireNonNull(cutter, "cutter");
  }

  /** The model. */
  public Embedder embedder() {
    return vectors.embedder();
  }

  /**
   * How a generation is filled; empty if its model can't be opened here, or its passages are
   * another chunker's.
   */
  public static Optional<Indexing> of(
      Generation generation, Embedders embedders, KnownVectors known) {
    return embedders
        .of(generation.space())
        .flatMap(
            embedder ->
                PassageCutter.of(embedder, generation.segmentation())
                    .map(cutter -> new Indexing(new PassageVectors(embedder, known), cutter)));
  }
}

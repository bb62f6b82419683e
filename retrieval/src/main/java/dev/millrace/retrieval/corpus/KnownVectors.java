package dev.millrace.retrieval.corpus;

import java.util.Collection;
import java.util.Map;

/**
 * Vectors that the corpus holds already, whatever document they were made for. They are for
 * embedding alone and shown to nobody, so no viewer is asked for.
 */
@FunctionalInterface
public interface KnownVectors {
  /** Those of the texts that have one in that space. One query, however many are asked for. */
  Map<TextHash, float[]> vectors(
      WorkspaceId workspace, EmbeddingSpace space, Collection<TextHash> texts);
}

package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.util.Set;

/** Where indexes are kept: one for each generation. */
public interface Indexes extends AutoCloseable {
  /** The index of a generation; an empty one where there is none yet. To be closed. */
  PassageIndex open(int generation, EmbeddingSpace space);

  /** Removes the indexes of generations that are no more. What can't be removed stays. */
  void removeAllBut(Set<Integer> generations);

  /** Lets go of what is held to reach them; the open ones stay open. */
  @Override
  default void close() {}
}

package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

/**
 * A passage with its vector.
 *
 * @param vector unit length, of the embedding space's dimension; not copied, so not to be changed
 */
public record EmbeddedPassage(Passage passage, float[] vector) {
  public EmbeddedPassage {
    requireNonNull(passage, "passage");
    requireNonNull(vector, "vector");
  }
}

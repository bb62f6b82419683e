package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

/**
 * What makes vectors comparable. Vectors of different spaces are never compared.
 *
 * @param model the model's name and variant
 * @param dimension numbers in a vector
 * @param queryPrefix what stands before a query, but not before a passage, when it is embedded; may
 *     be empty
 */
public record EmbeddingSpace(String model, int dimension, String queryPrefix) {
  public EmbeddingSpace {
    requireNonNull(model, "model");
    requireNonNull(queryPrefix, "queryPrefix");
    if (dimension < 1) {
      throw new IllegalArgumentException("a vector has at least one dimension, not " + dimension);
    }
  }
}

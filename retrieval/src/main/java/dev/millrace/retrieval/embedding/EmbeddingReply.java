package dev.millrace.retrieval.embedding;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of a request for vectors. */
sealed interface EmbeddingReply {
  /** A vector for each text, in order, checked and at unit length. */
  record Vectors(List<float[]> vectors) implements EmbeddingReply {
    public Vectors {
      vectors = List.copyOf(vectors);
    }
  }

  /**
   * Nothing, for now.
   *
   * @param reason to follow "the server"
   * @param after when it wants to be asked again, if it said so
   */
  record Busy(String reason, Optional<Duration> after) implements EmbeddingReply {}

  /**
   * Nothing, and asking again would not help.
   *
   * @param reason to follow "the server"
   */
  record Refused(String reason) implements EmbeddingReply {}
}

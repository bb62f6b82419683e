package dev.millrace.orchestration.extract;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;

/** Answers a broad question by sentences that say different things of it. */
public final class ExtractiveSummary {
  private final ExtractiveLookup lookup;

  public ExtractiveSummary(Embedder embedder) {
    this.lookup = new ExtractiveLookup(requireNonNull(embedder, "embedder"));
  }

  /**
   * Answers from the evidence alone.
   *
   * @param queryVector the question as the embedder embeds queries
   * @param evidence what the asker may read, best first
   */
  public Extract answer(String question, float[] queryVector, List<Evidence> evidence) {
    return lookup.answer(question, queryVector, evidence);
  }
}

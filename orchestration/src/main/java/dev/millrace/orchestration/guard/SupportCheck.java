package dev.millrace.orchestration.guard;

import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;

/**
 * Whether evidence says what a unit of an answer says.
 *
 * <p>Safe for use by many threads at once. An answer with more than one unit is checked through a
 * {@link #session}, which takes its evidence apart once.
 */
public final class SupportCheck {
  private final Embedder embedder;

  /**
   * Compares meanings by this model, where words alone don't tell.
   *
   * @param embedder must be cleared for the evidence and the answer; stays open
   */
  public SupportCheck(Embedder embedder) {
    this.embedder = embedder;
  }

  /** Checks one unit; evidence is numbered from 1 in the order of the list. */
  public Verdict check(Unit unit, List<Evidence> evidence) {
    return session("", evidence).check(unit);
  }

  /**
   * Prepares evidence for the units of an answer.
   *
   * @param question that is answered: what it calls by a name may be called so in the answer, where
   *     the evidence has no other name in its place; may be empty
   */
  public SupportSession session(String question, List<Evidence> evidence) {
    return new SupportSession(embedder, question, evidence);
  }
}

package dev.millrace.orchestration.evaluation;

import java.util.List;

/**
 * An answer that a person wrote, and the passages that the person found it in.
 *
 * @param origin the collection
 * @param id in the collection
 * @param question that it answers; may be empty
 * @param gold at least one
 */
public record HumanAnswer(
    String origin, String id, String question, String answer, List<JudgedAnswer.Passage> gold) {
  public HumanAnswer {
    gold = List.copyOf(gold);
    if (gold.isEmpty() || answer.isBlank()) {
      throw new IllegalArgumentException(origin + " " + id + " has no answer or no evidence");
    }
  }
}

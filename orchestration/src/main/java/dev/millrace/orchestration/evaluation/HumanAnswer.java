package dev.millrace.orchestration.evaluation;

import java.util.List;

/**
 * An answer that a person wrote, and the passages that the person found it in.
 *
 * @param origin the collection
 * @param id in the collection
 * @param gold at least one
 */
public record HumanAnswer(
    String origin, String id, String answer, List<JudgedAnswer.Passage> gold) {
  public HumanAnswer {
    gold = List.copyOf(gold);
    if (gold.isEmpty() || answer.isBlank()) {
      throw new IllegalArgumentException(origin + " " + id + " has no answer or no evidence");
    }
  }
}

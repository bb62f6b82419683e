package dev.millrace.orchestration.evaluation;

import java.util.List;

/**
 * An answer of which it is known whether its evidence supports it.
 *
 * @param question that was asked, by whose words an answer may call things; may be empty
 * @param answer with marks {@code [n]} that refer to the evidence, or without any
 * @param evidence numbered from 1
 * @param supported whether all of it is right
 * @param kind what is wrong with it: number, entity, negation, citation, or any other word; empty
 *     where that is not known or nothing is
 * @param origin where the answer comes from; may be empty
 */
public record JudgedAnswer(
    String question,
    String answer,
    List<Passage> evidence,
    boolean supported,
    String kind,
    String origin) {
  /** A piece of evidence; the title may be empty. */
  public record Passage(String title, String text) {}

  public JudgedAnswer {
    evidence = List.copyOf(evidence);
  }
}

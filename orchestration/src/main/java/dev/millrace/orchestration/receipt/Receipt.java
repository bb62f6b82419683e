package dev.millrace.orchestration.receipt;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Revision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was answered, to whom, from what.
 *
 * @param at when the answer was complete, in milliseconds
 * @param viewer who asked, not to be read but to be compared
 * @param evidence what the answer's marks stand for, by their numbers
 */
public record Receipt(
    UUID answerId,
    Instant at,
    String question,
    String answer,
    ViewerHash viewer,
    List<Cited> evidence,
    MadeBy madeBy) {
  /**
   * A span that is cited.
   *
   * @param n the number in the mark
   * @param revision of the document's text
   * @param page from 1; null for a document without pages
   * @param start first position in that text, in code points
   * @param end position after the last
   * @param sha256 of the span's text in UTF-8, 64 lower-case hexadecimal digits
   */
  public record Cited(
      int n,
      UUID documentId,
      String externalId,
      Revision revision,
      @Nullable Integer page,
      int start,
      int end,
      String sha256) {
    public Cited {
      requireNonNull(documentId, "documentId");
      requireNonNull(externalId, "externalId");
      requireNonNull(revision, "revision");
      requireHex(sha256, "sha256");
      if (n < 1 || start < 0 || end <= start) {
        throw new IllegalArgumentException("evidence " + n + " is no span of a text");
      }
    }
  }

  /**
   * Who made the answer.
   *
   * @param policy name and version of what chose the model
   * @param prompt version of the instructions; empty where no model was instructed
   */
  public record MadeBy(String model, String tier, String policy, String prompt) {
    public MadeBy {
      requireNonNull(model, "model");
      requireNonNull(tier, "tier");
      requireNonNull(policy, "policy");
      requireNonNull(prompt, "prompt");
    }
  }

  public Receipt {
    requireNonNull(answerId, "answerId");
    at = at.truncatedTo(ChronoUnit.MILLIS);
    requireNonNull(question, "question");
    requireNonNull(answer, "answer");
    requireNonNull(viewer, "viewer");
    evidence = List.copyOf(evidence);
    requireNonNull(madeBy, "madeBy");
  }

  static void requireHex(String text, String what) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(what + " is not 64 hexadecimal digits");
    }
  }
}

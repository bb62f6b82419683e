package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.receipt.Receipt;
import dev.millrace.orchestration.receipt.Receipt.Cited;
import dev.millrace.orchestration.receipt.TextSha;
import dev.millrace.orchestration.receipt.ViewerHash;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.search.Evidence;
import java.time.Instant;

/** What an answer's receipt attests. Texts are hashed as they were supplied to the answer. */
final class AnswerReceipt {
  private AnswerReceipt() {}

  static Receipt of(Answer answer, String question, Viewer viewer, Instant at) {
    Answer.MadeBy madeBy = answer.madeBy();
    return new Receipt(
        answer.answerId(),
        at,
        question,
        answer.text(),
        ViewerHash.of(viewer),
        answer.citations().stream().map(AnswerReceipt::cited).toList(),
        new Receipt.MadeBy(madeBy.model(), madeBy.tier(), madeBy.policy(), madeBy.prompt()));
  }

  private static Cited cited(Citation citation) {
    Evidence passage = citation.passage();
    return new Cited(
        citation.n(),
        passage.documentId(),
        passage.externalId(),
        passage.revision(),
        passage.page(),
        citation.start(),
        citation.end(),
        TextSha.of(citation.text()));
  }
}

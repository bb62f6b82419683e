package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.receipt.Receipt;
import dev.millrace.orchestration.receipt.Receipt.Cited;
import dev.millrace.orchestration.receipt.ReceiptVerdict;
import dev.millrace.orchestration.receipt.TextSha;
import dev.millrace.orchestration.receipt.ViewerHash;
import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every answer that is kept has a receipt, and it says what was answered from what. */
class ReceiptTest extends TurnTest {
  private static Receipt genuine(Viewer viewer, UUID answer) {
    String signed = it.conversations.receipt(viewer, answer).orElseThrow();
    ReceiptVerdict verdict = it.receipts.check(signed);
    assertThat(verdict).isInstanceOf(ReceiptVerdict.Genuine.class);
    return ((ReceiptVerdict.Genuine) verdict).receipt();
  }

  @Test
  void itSaysWhatWasAnsweredToWhomFromWhat() {
    it.models.serve("attested", citing(FIRST + " " + SECOND));
    Answer answer = ask(writing("attested"), asking(LEAVE_QUESTION)).answer();

    Receipt receipt = genuine(it.viewer("ann"), answer.answerId());

    assertThat(receipt.question()).isEqualTo(LEAVE_QUESTION);
    assertThat(receipt.answer()).isEqualTo(answer.text());
    assertThat(receipt.answerId()).isEqualTo(answer.answerId());
    assertThat(receipt.madeBy().model()).isEqualTo("attested");
    assertThat(receipt.madeBy().tier()).isEqualTo("gpu");
    assertThat(receipt.madeBy().policy()).isEqualTo(answer.madeBy().policy()).isNotEmpty();
    assertThat(receipt.madeBy().prompt()).isEqualTo(answer.madeBy().prompt()).isNotEmpty();
    assertThat(ViewerHash.of(it.viewer("ann"), receipt.viewer().salt()))
        .isEqualTo(receipt.viewer());
    assertThat(receipt.evidence()).hasSameSizeAs(answer.citations()).isNotEmpty();
    for (Cited cited : receipt.evidence()) {
      String text = it.text(cited.documentId());
      int start = text.offsetByCodePoints(0, cited.start());
      int end = text.offsetByCodePoints(0, cited.end());
      assertThat(cited.sha256()).isEqualTo(TextSha.of(text.substring(start, end)));
      assertThat(cited.revision().hash()).isEqualTo(TextSha.of(text));
      assertThat(cited.externalId()).isEqualTo("leave.txt");
    }
  }

  @Test
  void aQuotedAnswerAndARefusalHaveOneToo() {
    Answer quoted = ask(Fleets.of(List.of()), asking(LEAVE_QUESTION)).answer();
    Answer refused =
        ask(Fleets.of(List.of()), asking("Who won the chess championship of 1972?")).answer();

    assertThat(genuine(it.viewer("ann"), quoted.answerId()).evidence()).isNotEmpty();
    assertThat(refused.refused()).isTrue();
    assertThat(genuine(it.viewer("ann"), refused.answerId()).answer()).isEqualTo(refused.text());
    assertThat(genuine(it.viewer("ann"), refused.answerId()).evidence()).isEmpty();
  }

  @Test
  void itIsHisAloneWhoAskedAndOnlyWhileHeMayReadWhatItIsMadeOf() {
    UUID document =
        it.write(
                "berth.txt",
                "The berth of the Marlin costs 412 crowns a month.",
                Sensitivity.INTERNAL)
            .documentId();
    Answer answer =
        ask(Fleets.of(List.of()), asking("What does the berth of the Marlin cost a month?"))
            .answer();
    assertThat(answer.citations())
        .extracting(Citation::passage)
        .extracting(Evidence::documentId)
        .contains(document);
    Viewer ann = it.viewer("ann");
    assertThat(it.conversations.receipt(ann, answer.answerId())).isPresent();
    assertThat(it.conversations.receipt(it.viewer("bob"), answer.answerId())).isEmpty();

    it.corpus.corpus.relabel(
        CorpusFixture.WORKSPACE,
        document,
        new Rights(
            new AccessLabel(Set.of(Principal.user("carl")), Set.of()), Sensitivity.INTERNAL));
    assertThat(it.conversations.receipt(ann, answer.answerId())).isEmpty();

    it.conversations.delete(ann, answer.conversationId());
    assertThat(it.conversations.receipt(ann, answer.answerId())).isEmpty();
  }
}

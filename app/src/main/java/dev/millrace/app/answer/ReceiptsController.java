package dev.millrace.app.answer;

import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.receipt.Receipt;
import dev.millrace.orchestration.receipt.ReceiptKeys;
import dev.millrace.orchestration.receipt.ReceiptVerdict;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.search.CitedText;
import dev.millrace.retrieval.search.CitedText.Place;
import dev.millrace.retrieval.search.CitedText.Standing;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The check of receipts against the keys that this server knows. */
@Controller("/api/receipts/verify")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "receipts")
final class ReceiptsController {
  /**
   * What the check came to.
   *
   * @param reason genuine, unknown_key, bad_signature or malformed
   * @param message the same, as a sentence
   * @param answerId of the answer; null unless genuine
   * @param at when the answer was complete; null unless genuine
   * @param evidence how what the answer cites fares today; empty unless genuine
   */
  @Serdeable
  @Schema(name = "ReceiptVerdict")
  record Checked(
      boolean genuine,
      String reason,
      String message,
      @Nullable UUID answerId,
      @Nullable Instant at,
      List<Fares> evidence) {}

  /**
   * How a span that is cited fares.
   *
   * @param n the number in the answer's mark
   * @param standing current, if it is in the document's text of today; superseded, if the document
   *     changed and the text of then can be opened; over, if that text is no longer kept; gone, if
   *     there is no such document or the caller may not read it
   */
  @Serdeable
  @Schema(name = "ReceiptEvidence")
  record Fares(int n, UUID documentId, String revision, int start, int end, String standing) {}

  private final ReceiptKeys keys;
  private final CitedText cited;

  ReceiptsController(ReceiptKeys keys, CitedText cited) {
    this.keys = keys;
    this.cited = cited;
  }

  /** Says whether a receipt is genuine, and of each span in it whether it is still there. */
  @Post
  @RequestBody(
      description = "A receipt as it was given out.",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  Checked verify(Caller caller, @Body String receipt) {
    ReceiptVerdict verdict = keys.check(receipt);
    return switch (verdict) {
      case ReceiptVerdict.Genuine(Receipt genuine, String _) ->
          new Checked(
              true,
              verdict.outcome(),
              verdict.message(),
              genuine.answerId(),
              genuine.at(),
              evidence(caller.viewer(), genuine));
      case ReceiptVerdict.UnknownKey _, ReceiptVerdict.BadSignature _, ReceiptVerdict.Malformed _ ->
          new Checked(false, verdict.outcome(), verdict.message(), null, null, List.of());
    };
  }

  private List<Fares> evidence(Viewer viewer, Receipt receipt) {
    Map<Place, Standing> standing =
        cited.standing(viewer, receipt.evidence().stream().map(ReceiptsController::place).toList());
    return receipt.evidence().stream()
        .map(
            one ->
                new Fares(
                    one.n(),
                    one.documentId(),
                    one.revision().hash(),
                    one.start(),
                    one.end(),
                    standing
                        .getOrDefault(place(one), Standing.GONE)
                        .name()
                        .toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static Place place(Receipt.Cited one) {
    return new Place(one.documentId(), one.revision());
  }
}

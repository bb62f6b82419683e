package dev.millrace.app.answer;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.conversation.Conversations;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;

/** Receipts, each for who was given the answer. */
@Controller("/api/answers/{id}/receipt")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "answers")
final class ReceiptController {
  private final Conversations conversations;

  ReceiptController(Conversations conversations) {
    this.conversations = conversations;
  }

  /** Gives the receipt of an answer, exactly as it was signed. */
  @Get
  @Produces(MediaType.APPLICATION_JSON)
  @ApiResponse(
      responseCode = "200",
      description =
          "{\"receipt\":{…},\"signature\":\"…\"}: the signature, Ed25519 in base64, is over what is"
              + " under receipt in canonical JSON (RFC 8785).",
      content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
  String get(Caller caller, UUID id) {
    return conversations
        .receipt(caller.viewer(), id)
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.NOT_FOUND,
                    "there is no receipt for you of an answer "
                        + id
                        + ": either you were not given it, or you may no longer read a document"
                        + " that it was made of",
                    null));
  }
}

package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.search.CitedText;
import dev.millrace.retrieval.search.CitedText.Opened;
import dev.millrace.retrieval.search.CitedText.Place;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was cited, exactly as it was, for who may read its document today. */
@Controller("/api/documents/{id}/revisions/{revision}")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "documents")
final class RevisionsController {
  /**
   * A span of a document's text, of today or of before.
   *
   * @param revision SHA-256 of the text that the span is of
   * @param current whether the document still has that text
   * @param supersededAt when it got another; null while it has this one
   * @param page on which the span starts, from 1; null for a text without pages
   */
  @Serdeable
  @Schema(name = "CitedText")
  record Cited(
      UUID documentId,
      String externalId,
      String uri,
      String title,
      String sensitivity,
      String revision,
      boolean current,
      @Nullable Instant supersededAt,
      @Nullable Integer page,
      int start,
      int end,
      String text) {
    static Cited of(Place place, Opened.Text opened, int start, int end) {
      return new Cited(
          place.documentId(),
          opened.externalId(),
          opened.uri(),
          opened.title(),
          opened.sensitivity().wire(),
          place.revision().hash(),
          opened.superseded().isEmpty(),
          opened.superseded().orElse(null),
          opened.page(),
          start,
          end,
          opened.text());
    }
  }

  private final CitedText cited;

  RevisionsController(CitedText cited) {
    this.cited = cited;
  }

  /**
   * Opens a citation, also of a text that the document no longer has.
   *
   * @param start first position, in Unicode code points
   * @param end position after the last
   */
  @Get
  Cited open(
      Caller caller,
      UUID id,
      String revision,
      @QueryValue @Nullable Integer start,
      @QueryValue @Nullable Integer end) {
    int from = Given.required(start, "start");
    int to = Given.required(end, "end");
    if (from < 0) {
      throw ApiException.invalid("start", "start is 0 or more, not " + from);
    }
    if (to <= from) {
      throw ApiException.invalid("end", "end is more than start, not " + to);
    }
    Place place = new Place(id, ApiException.reading("revision", () -> new Revision(revision)));
    return switch (cited.open(caller.viewer(), place, from, to)) {
      case Opened.Text text -> Cited.of(place, text, from, to);
      case Opened.NoSpan(int length) ->
          throw ApiException.invalid(
              "end", "that revision has " + length + " characters; end is " + to);
      case Opened.Over() ->
          throw new ApiException(
              ErrorCode.REVISION_OVER,
              "the document no longer has the revision "
                  + revision
                  + ", and its text is not kept any more",
              "revision");
      case Opened.Gone() -> throw ApiException.notFound("document", id);
    };
  }
}

package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.ingestion.job.Outcome;
import dev.millrace.ingestion.job.OutcomeKind;
import dev.millrace.ingestion.job.PushedDocument;
import dev.millrace.ingestion.job.PushedDocuments;
import dev.millrace.retrieval.corpus.CorpusLog;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents that are handed over one at a time, and taken out again. */
@Controller("/api/documents")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "documents")
final class PushController {
  /**
   * What became of it.
   *
   * @param revision SHA-256 of its text
   * @param outcome added, changed or unchanged
   * @param position the log position from which on searches see it so
   * @param ms milliseconds that it took
   */
  @Serdeable
  @Schema(name = "DocumentTaken")
  record Taken(
      UUID documentId,
      String externalId,
      String revision,
      String outcome,
      @Nullable String reason,
      long position,
      long ms) {}

  /**
   * A document that is gone.
   *
   * @param position the log position of its removal
   */
  @Serdeable
  @Schema(name = "DocumentRemoved")
  record Removed(long position) {}

  private final Pushes pushes;
  private final PushedDocuments documents;
  private final CorpusLog log;

  PushController(Pushes pushes, PushedDocuments documents, CorpusLog log) {
    this.pushes = pushes;
    this.documents = documents;
    this.log = log;
  }

  /**
   * Adds a document, or puts it in the place of the one of that external id. A request that comes
   * again with the same Idempotency-Key within a day is answered as before, and does nothing.
   */
  @Post
  HttpResponse<Taken> push(
      Caller caller, @Body DocumentGiven document, @Header(Pushes.KEY) @Nullable String key)
      throws InterruptedException {
    PushedDocument checked = document.toDocument(OwnRights.NONE);
    Outcome outcome = pushes.push(pushes.target(document.sourceId()), checked, key, Pushes.KEY);
    UUID documentId = outcome.documentId();
    var revision = outcome.revision();
    if (documentId == null || revision == null) {
      throw new ApiException(
          ErrorCode.NOT_INDEXABLE, document.externalId() + ": " + outcome.reason(), "text");
    }
    Taken taken =
        new Taken(
            documentId,
            outcome.externalId(),
            revision.hash(),
            outcome.kind().wire(),
            outcome.reason(),
            outcome.position().orElseGet(() -> log.head(caller.workspace()).position()),
            outcome.ms());
    return outcome.kind() == OutcomeKind.ADDED
        ? HttpResponse.created(taken)
        : HttpResponse.ok(taken);
  }

  /** Removes a document, whatever its source; gone from the next search on. */
  @Delete("/{id}")
  Removed remove(UUID id) {
    return documents
        .remove(id)
        .map(Removed::new)
        .orElseThrow(() -> ApiException.notFound("document", id));
  }

  /**
   * Removes the document that a source calls so; gone from the next search on.
   *
   * @param externalId what its owner calls it
   * @param sourceId left out, the source called "push"
   */
  @Delete
  Removed removeNamed(
      @QueryValue String externalId,
      @QueryValue @Nullable UUID sourceId,
      @Header(Pushes.KEY) @Nullable String key) {
    Outcome outcome = pushes.remove(pushes.holder(sourceId), externalId, key, Pushes.KEY);
    if (outcome.position().isEmpty()) {
      throw ApiException.notFound("document", externalId);
    }
    return new Removed(outcome.position().getAsLong());
  }
}

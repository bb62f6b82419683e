package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.job.Outcome;
import dev.millrace.ingestion.job.OutcomeKind;
import dev.millrace.ingestion.job.PushedDocument;
import dev.millrace.ingestion.job.PushedDocuments;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.SourceGoneException;
import dev.millrace.ingestion.job.Sources;
import dev.millrace.retrieval.corpus.CorpusLog;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents that are handed over one at a time, and taken out again. */
@Controller("/api/documents")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "documents")
final class PushController {
  /**
   * A document that is handed over.
   *
   * @param externalId what its owner calls it; one of that id in the source is replaced
   * @param text its text, in the form that mediaType says
   * @param uri where a person finds the original; left out, the external id
   * @param mediaType text/plain, text/markdown or text/html
   * @param metadata whatever else its owner says of it
   * @param readers who may read it; left out, the source's readers
   * @param denied who may not; left out, the source's
   * @param sensitivity left out, the source's
   * @param sourceId a source of kind push; left out, the one called "push"
   */
  @Serdeable
  @Schema(name = "DocumentPushed")
  record Pushed(
      String externalId,
      String text,
      @Nullable String title,
      @Nullable String uri,
      @Nullable @Schema(defaultValue = "text/plain") String mediaType,
      @Nullable Map<String, Object> metadata,
      @Nullable List<String> readers,
      @Nullable List<String> denied,
      @Nullable String sensitivity,
      @Nullable UUID sourceId) {
    Pushed {
      Given.required(externalId, "externalId");
      Given.required(text, "text");
    }

    PushedDocument toDocument() {
      ManifestLines.checkedId(externalId);
      String type = Given.orElse(mediaType, "text/plain");
      if (!PushedDocument.MEDIA_TYPES.contains(type)) {
        throw ApiException.invalid(
            "mediaType", "mediaType is text/plain, text/markdown or text/html, not " + type);
      }
      Map<String, Object> facts = new LinkedHashMap<>(Given.orElse(metadata, Map.of()));
      facts.values().removeIf(value -> value == null);
      OwnRights own =
          new OwnRights(
              LabelFields.principals(readers, "readers"),
              LabelFields.principals(denied, "denied"),
              LabelFields.sensitivity(sensitivity));
      return ApiException.reading(
          "title",
          () ->
              new PushedDocument(
                  externalId,
                  text,
                  type,
                  Optional.ofNullable(title),
                  Optional.ofNullable(uri),
                  facts,
                  own));
    }
  }

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

  private final PushedDocuments pushed;
  private final Sources sources;
  private final CorpusLog log;

  PushController(PushedDocuments pushed, Sources sources, CorpusLog log) {
    this.pushed = pushed;
    this.sources = sources;
    this.log = log;
  }

  /** Adds a document, or puts it in the place of the one of that external id. */
  @Post
  HttpResponse<Taken> push(Caller caller, @Body Pushed document) throws InterruptedException {
    PushedDocument checked = document.toDocument();
    UUID sourceId = source(document.sourceId());
    Outcome outcome;
    try {
      outcome = pushed.push(sourceId, checked);
    } catch (SourceGoneException e) {
      throw ApiException.notFound("source", sourceId);
    } catch (IOException e) {
      throw new ApiException(ErrorCode.TOO_LARGE, String.valueOf(e.getMessage()), "text");
    }
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
    return pushed
        .remove(id)
        .map(Removed::new)
        .orElseThrow(() -> ApiException.notFound("document", id));
  }

  private UUID source(@Nullable UUID wanted) {
    if (wanted == null) {
      return switch (sources.pushed()) {
        case Sources.Put.Added(Source source) -> source.id();
        case Sources.Put.Updated(Source source) -> source.id();
        case Sources.Put.OtherKind(Source source) -> throw notForPushing(source);
      };
    }
    Source source = sources.find(wanted).orElseThrow(() -> ApiException.notFound("source", wanted));
    if (source.kind() != SourceKind.PUSH) {
      throw notForPushing(source);
    }
    return source.id();
  }

  private static ApiException notForPushing(Source source) {
    return new ApiException(
        ErrorCode.CONFLICT,
        "the source \""
            + source.name()
            + "\" is of kind "
            + source.kind().wire()
            + ", and its runs would remove what is pushed: name one of kind push",
        "sourceId");
  }
}

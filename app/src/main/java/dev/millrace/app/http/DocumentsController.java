package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.search.DocumentReads;
import dev.millrace.retrieval.search.DocumentReads.DocumentFacts;
import dev.millrace.retrieval.search.DocumentReads.DocumentText;
import dev.millrace.retrieval.search.Evidence;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents, as the caller may read them now. What he may not read does not exist for him. */
@Controller("/api/documents")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "documents")
final class DocumentsController {
  /**
   * A document without its text.
   *
   * @param revision SHA-256 of its text
   */
  @Serdeable
  @Schema(name = "Document")
  record Facts(
      UUID documentId,
      UUID sourceId,
      String externalId,
      String uri,
      String title,
      String mediaType,
      @Nullable String language,
      String revision,
      String sensitivity,
      Map<String, Object> metadata,
      Instant updatedAt) {
    static Facts of(DocumentFacts facts) {
      return new Facts(
          facts.documentId(),
          facts.sourceId(),
          facts.externalId(),
          facts.uri(),
          facts.title(),
          facts.mediaType(),
          facts.language(),
          facts.revision().hash(),
          facts.sensitivity().wire(),
          facts.metadata(),
          facts.updatedAt());
    }
  }

  /**
   * A document with its text.
   *
   * @param readers who may read it, as everyone, user:NAME or group:NAME
   * @param denied who may not, whatever else they belong to
   * @param pageStarts position, in code points of the text, at which each page starts
   * @param parser what made the text
   */
  @Serdeable
  @Schema(name = "DocumentWithText")
  record WithText(
      UUID documentId,
      UUID sourceId,
      String externalId,
      String uri,
      String title,
      String mediaType,
      @Nullable String language,
      String revision,
      String sensitivity,
      Map<String, Object> metadata,
      Instant updatedAt,
      List<String> readers,
      List<String> denied,
      String text,
      List<Integer> pageStarts,
      String parser) {
    static WithText of(DocumentText document) {
      Facts facts = Facts.of(document.facts());
      return new WithText(
          facts.documentId(),
          facts.sourceId(),
          facts.externalId(),
          facts.uri(),
          facts.title(),
          facts.mediaType(),
          facts.language(),
          facts.revision(),
          facts.sensitivity(),
          facts.metadata(),
          facts.updatedAt(),
          names(document.label().allow()),
          names(document.label().deny()),
          document.text(),
          document.pageStarts(),
          document.parser());
    }

    private static List<String> names(Collection<Principal> principals) {
      return principals.stream().map(Principal::toString).sorted().toList();
    }
  }

  private final DocumentReads documents;

  DocumentsController(DocumentReads documents) {
    this.documents = documents;
  }

  /** Lists the documents that the caller may read, of one source or of all. */
  @Get
  Page<Facts> list(
      Caller caller,
      @QueryValue @Nullable UUID sourceId,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    List<DocumentFacts> found =
        documents.documents(
            caller.viewer(),
            Optional.ofNullable(sourceId),
            Optional.ofNullable(asked.afterId()),
            asked.oneMore());
    return Page.of(found, asked, facts -> facts.documentId().toString()).map(Facts::of);
  }

  /** Gives a document with its text. */
  @Get("/{id}")
  WithText get(Caller caller, UUID id) {
    return documents
        .document(caller.viewer(), id)
        .map(WithText::of)
        .orElseThrow(() -> ApiException.notFound("document", id));
  }

  /** Lists the passages of a document's current text, in reading order. */
  @Get("/{id}/passages")
  Page<EvidenceView> passages(
      Caller caller,
      UUID id,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    Integer from = asked.after(Integer::valueOf);
    int first = from == null ? 0 : from;
    List<Evidence> found = documents.passages(caller.viewer(), id, first, asked.oneMore());
    if (found.isEmpty() && documents.document(caller.viewer(), id).isEmpty()) {
      throw ApiException.notFound("document", id);
    }
    // Ordinals count up from 0 without gaps.
    String next = Integer.toString(first + limit);
    return Page.of(found, asked, last -> next).map(EvidenceView::of);
  }
}

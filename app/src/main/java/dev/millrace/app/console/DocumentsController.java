package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Page;
import dev.millrace.app.http.Paging;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.DocumentReads;
import dev.millrace.retrieval.search.DocumentReads.DocumentEntry;
import dev.millrace.retrieval.search.DocumentReads.DocumentFacts;
import dev.millrace.retrieval.search.DocumentReads.DocumentFilter;
import dev.millrace.retrieval.search.DocumentReads.DocumentPlace;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The list of the documents that the visitor may read. */
@Controller("/console/documents")
@RequiresScope(Scope.SEARCH)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class DocumentsController {
  private static final int A_PAGE = 50;
  private static final int MOST_WORDS = 10;
  private static final String PATH = "/console/documents";

  private final DocumentReads documents;
  private final SourceNames names;
  private final Navigation navigation;
  private final Templates templates;

  DocumentsController(
      DocumentReads documents, SourceNames names, Navigation navigation, Templates templates) {
    this.documents = documents;
    this.names = names;
    this.navigation = navigation;
    this.templates = templates;
  }

  /** Lists documents by title. */
  @Get
  HttpResponse<?> list(
      Visit visit,
      @QueryValue(defaultValue = "") String words,
      @QueryValue(defaultValue = "") String source,
      @QueryValue(defaultValue = "") String sensitivity,
      @QueryValue @Nullable String cursor) {
    DocumentsPage.Asked asked = new DocumentsPage.Asked(words.strip(), source, sensitivity);
    Paging paging = Paging.of(A_PAGE, cursor);
    List<DocumentEntry> found =
        documents.entries(
            visit.viewer(),
            filter(asked),
            Optional.ofNullable(paging.after(DocumentsController::place)),
            paging.oneMore());
    Page<DocumentEntry> page = Page.of(found, paging, DocumentsController::key);
    Map<UUID, String> sources = names.all();
    sources.keySet().retainAll(documents.sources(visit.viewer()));
    return templates.page(
        "documents.jte",
        new DocumentsPage(
            navigation.shell(visit, Section.DOCUMENTS, "Documents"),
            asked,
            sources.entrySet().stream()
                .map(one -> new DocumentsPage.SourceChoice(one.getKey(), one.getValue()))
                .toList(),
            page.data().stream().map(entry -> row(entry, sources)).toList(),
            page.nextCursor() == null ? null : path(asked, page.nextCursor()),
            cursor == null,
            visit.may(Scope.ADMIN)));
  }

  private static DocumentFilter filter(DocumentsPage.Asked asked) {
    return new DocumentFilter(
        Arrays.stream(asked.words().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .toList(),
        Optional.of(asked.source())
            .filter(id -> !id.isEmpty())
            .map(id -> ApiException.reading("source", () -> UUID.fromString(id))),
        Optional.of(asked.sensitivity())
            .filter(wire -> !wire.isEmpty())
            .map(wire -> ApiException.reading("sensitivity", () -> Sensitivity.of(wire))));
  }

  private static DocumentPlace place(String key) {
    int blank = key.indexOf(' ');
    if (blank < 0) {
      throw new IllegalArgumentException("cursor is not one that a list has given");
    }
    return new DocumentPlace(key.substring(blank + 1), UUID.fromString(key.substring(0, blank)));
  }

  private static String key(DocumentEntry last) {
    return last.facts().documentId() + " " + last.facts().title();
  }

  private static String path(DocumentsPage.Asked asked, String cursor) {
    return UriBuilder.of(PATH)
        .queryParam("words", asked.words())
        .queryParam("source", asked.source())
        .queryParam("sensitivity", asked.sensitivity())
        .queryParam("cursor", cursor)
        .build()
        .toString();
  }

  private static DocumentsPage.Row row(DocumentEntry entry, Map<UUID, String> sources) {
    DocumentFacts facts = entry.facts();
    return new DocumentsPage.Row(
        facts.documentId(),
        facts.title(),
        facts.externalId(),
        sources.getOrDefault(facts.sourceId(), ""),
        MediaTypes.name(facts.mediaType()),
        facts.sensitivity().wire(),
        new Moment(facts.updatedAt()),
        entry.passages());
  }
}

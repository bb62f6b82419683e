package dev.millrace.app.console;

import dev.millrace.app.console.DocumentPage.Fact;
import dev.millrace.app.console.TextCut.PassageSpan;
import dev.millrace.app.console.TextCut.Span;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.search.CitedText;
import dev.millrace.retrieval.search.CitedText.Opened;
import dev.millrace.retrieval.search.DocumentReads;
import dev.millrace.retrieval.search.DocumentReads.DocumentFacts;
import dev.millrace.retrieval.search.DocumentReads.DocumentText;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A document with its text, and in it what a citation points at. */
@Controller("/console/documents/{id}")
@RequiresScope(Scope.SEARCH)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class DocumentController {
  private static final int ALL = 1_000_000;

  private final DocumentReads documents;
  private final CitedText cited;
  private final SourceNames names;
  private final RunLedger ledger;
  private final Navigation navigation;
  private final Templates templates;

  DocumentController(
      DocumentReads documents,
      CitedText cited,
      SourceNames names,
      RunLedger ledger,
      Navigation navigation,
      Templates templates) {
    this.documents = documents;
    this.cited = cited;
    this.names = names;
    this.ledger = ledger;
    this.navigation = navigation;
    this.templates = templates;
  }

  private static final String CHANGED =
      "What was cited is not in the text as it is now: the document has changed since.";
  private static final String OVER =
      "What was cited is not shown: the document has changed since, and its text of then is no"
          + " longer kept.";

  /** Where in the document to look. */
  private sealed interface Target {
    /** Nowhere in particular. */
    record Whole() implements Target {}

    /** A span of the text. */
    record At(Span span) implements Target {}

    /** A span of a text that the document no longer has. */
    record Before(DocumentPage.OldText text) implements Target {}

    /** What was asked for can't be shown; the notice says why. */
    record Gone(String notice) implements Target {}
  }

  /**
   * Shows a document.
   *
   * @param passage a passage to mark
   * @param start the first position to mark, in code points; goes with {@code end}
   * @param end the position after the last
   * @param revision of the text that the positions are in; that of today if left out
   * @param part the stretch of a long text, from 1; that of the mark, or the first, if left out
   */
  @Get
  HttpResponse<?> show(
      Visit visit,
      UUID id,
      @QueryValue @Nullable UUID passage,
      @QueryValue @Nullable Integer start,
      @QueryValue @Nullable Integer end,
      @QueryValue @Nullable String revision,
      @QueryValue @Nullable Integer part) {
    DocumentText document =
        documents
            .document(visit.viewer(), id)
            .orElseThrow(() -> ApiException.notFound("document", id));
    List<PassageSpan> passages =
        documents.passages(visit.viewer(), id, 0, ALL).stream()
            .map(one -> new PassageSpan(one.passageId(), one.start(), one.end()))
            .toList();
    CanonicalText text = CanonicalText.of(document.text());
    DocumentFacts facts = document.facts();
    Target target =
        revision == null || revision.equals(facts.revision().hash())
            ? target(passage, start, end, passages, text.length())
            : before(visit, id, revision, start, end);
    Span marked = target instanceof Target.At(Span span) ? span : null;
    TextCut cut = new TextCut(text, document.pageStarts(), passages, marked);
    int shown =
        part == null
            ? marked == null ? 0 : cut.stretchOf(marked.start())
            : Math.clamp(part - 1, 0, cut.count() - 1);
    return templates.page(
        "document.jte",
        new DocumentPage(
            navigation.shell(visit, Section.DOCUMENTS, facts.title()),
            id,
            facts.title(),
            facts.sensitivity().wire(),
            facts(document, passages.size()),
            ledger
                .lastOutcome(facts.sourceId(), facts.externalId())
                .map(last -> result(last, visit.may(Scope.INGEST)))
                .orElse(null),
            target instanceof Target.Gone(String notice) ? notice : null,
            target instanceof Target.Before(DocumentPage.OldText old) ? old : null,
            marked != null,
            cut.pages(shown),
            shown == 0 ? null : stretch(id, shown),
            shown + 1 == cut.count() ? null : stretch(id, shown + 2),
            visit.may(Scope.ADMIN)));
  }

  private static Target target(
      @Nullable UUID passage,
      @Nullable Integer start,
      @Nullable Integer end,
      List<PassageSpan> passages,
      int length) {
    if (start != null && end != null) {
      return start >= 0 && start < end && end <= length
          ? new Target.At(new Span(start, end))
          : new Target.Gone(CHANGED);
    }
    if (passage == null) {
      return new Target.Whole();
    }
    return passages.stream()
        .filter(one -> one.id().equals(passage))
        .<Target>map(one -> new Target.At(new Span(one.start(), one.end())))
        .findFirst()
        .orElseGet(() -> new Target.Gone(CHANGED));
  }

  /** What a citation from before the document changed points at. */
  private Target before(
      Visit visit, UUID id, String revision, @Nullable Integer start, @Nullable Integer end) {
    if (start == null || end == null || start < 0 || end <= start) {
      return new Target.Gone(CHANGED);
    }
    CitedText.Place place =
        new CitedText.Place(id, ApiException.reading("revision", () -> new Revision(revision)));
    return switch (cited.open(visit.viewer(), place, start, end)) {
      case Opened.Text text ->
          new Target.Before(
              new DocumentPage.OldText(
                  text.text(),
                  text.page() == null ? "" : "page " + text.page(),
                  text.superseded().map(Moment::new).orElse(null)));
      case Opened.NoSpan _ -> new Target.Gone(CHANGED);
      case Opened.Over _, Opened.Gone _ -> new Target.Gone(OVER);
    };
  }

  private static String stretch(UUID id, int part) {
    return "/console/documents/" + id + "?part=" + part;
  }

  private List<Fact> facts(DocumentText document, int passages) {
    DocumentFacts facts = document.facts();
    List<Fact> all = new ArrayList<>();
    all.add(fact("Readable by", LabelText.of(document.label())));
    all.add(fact("Source", names.all().getOrDefault(facts.sourceId(), "")));
    all.add(new Fact("Name there", facts.externalId(), link(facts.uri())));
    all.add(fact("Type", MediaTypes.name(facts.mediaType())));
    Optional.ofNullable(facts.language()).ifPresent(it -> all.add(fact("Language", it)));
    if (!document.pageStarts().isEmpty()) {
      all.add(fact("Pages", Integer.toString(document.pageStarts().size())));
    }
    all.add(fact("Passages", Integer.toString(passages)));
    all.add(fact("Updated", new Moment(facts.updatedAt()).text()));
    all.add(fact("Revision", facts.revision().hash().substring(0, 12)));
    all.add(fact("Text made by", document.parser()));
    facts.metadata().forEach((name, value) -> all.add(fact(name, String.valueOf(value))));
    return all;
  }

  private static Fact fact(String name, String value) {
    return new Fact(name, value, null);
  }

  /** Only the web is linked to: a browser opens no file of another machine. */
  private static @Nullable String link(String uri) {
    return uri.startsWith("https://") || uri.startsWith("http://") ? uri : null;
  }

  private static DocumentPage.Result result(RunLedger.LastOutcome last, boolean mayOpenRuns) {
    return new DocumentPage.Result(
        mayOpenRuns ? "/console/runs/" + last.runId() : null,
        OutcomeBadge.of(last.outcome().kind()),
        last.outcome().reason(),
        new Moment(last.outcome().at()),
        Amounts.milliseconds(last.outcome().ms()));
  }
}

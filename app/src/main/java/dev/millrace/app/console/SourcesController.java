package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.Page;
import dev.millrace.app.http.Paging;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.job.Run;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.ingestion.job.Runs;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.Sources;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sources and their runs. They name files whoever may read them, so they take the scope that the
 * API asks for it too.
 */
@Controller("/console/sources")
@RequiresScope(Scope.INGEST)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class SourcesController {
  private static final int A_PAGE = 30;
  private static final int RUNS = 20;

  private final Sources sources;
  private final Runs runs;
  private final RunLedger ledger;
  private final Navigation navigation;
  private final Templates templates;

  SourcesController(
      Sources sources, Runs runs, RunLedger ledger, Navigation navigation, Templates templates) {
    this.sources = sources;
    this.runs = runs;
    this.ledger = ledger;
    this.navigation = navigation;
    this.templates = templates;
  }

  /** Lists sources by name. */
  @Get
  HttpResponse<?> list(Visit visit, @QueryValue @Nullable String cursor) {
    Paging paging = Paging.of(A_PAGE, cursor);
    Page<SourcesPage.Card> page =
        Page.of(
                sources.page(Optional.ofNullable(paging.after()), paging.oneMore()),
                paging,
                Source::name)
            .map(this::card);
    return templates.page(
        "sources.jte",
        new SourcesPage(
            navigation.shell(visit, Section.SOURCES, "Sources"),
            page.data(),
            page.nextCursor() == null ? null : "/console/sources?cursor=" + page.nextCursor()));
  }

  /** Shows a source with its newest runs. */
  @Get("/{id}")
  HttpResponse<?> source(Visit visit, UUID id) {
    Source source = sources.find(id).orElseThrow(() -> ApiException.notFound("source", id));
    return templates.page(
        "source.jte",
        new SourcePage(
            navigation.shell(visit, Section.SOURCES, source.name()),
            card(source),
            ledger.page(Optional.of(id), Optional.empty(), RUNS).stream()
                .map(run -> RunPart.of(ledger.progress(run)))
                .toList()));
  }

  /** Runs a folder; a run that is under way is shown instead. */
  @Post("/{id}/run")
  @Consumes(MediaType.ALL)
  HttpResponse<?> run(UUID id) {
    Source source = sources.find(id).orElseThrow(() -> ApiException.notFound("source", id));
    if (source.kind() != SourceKind.FOLDER) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "Only folders are run from here: this source gets what clients send.",
          null);
    }
    return switch (runs.open(id)) {
      case Runs.Opening.Opened(Run run) -> started(id, run);
      case Runs.Opening.UnderWay(Run run) -> started(id, run);
      case Runs.Opening.NoSource(), Runs.Opening.NoRuns _ ->
          throw ApiException.notFound("source", id);
    };
  }

  private HttpResponse<?> started(UUID source, Run run) {
    return templates.page(
        "source-run.jte", new SourceRun(source, RunPart.of(ledger.progress(run))));
  }

  private SourcesPage.Card card(Source source) {
    return SourcesPage.Card.of(
        source,
        ledger.page(Optional.of(source.id()), Optional.empty(), 1).stream()
            .findFirst()
            .map(run -> RunPart.of(ledger.progress(run)))
            .orElse(null));
  }
}

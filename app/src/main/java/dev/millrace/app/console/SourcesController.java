package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.Page;
import dev.millrace.app.http.Paging;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.job.DeadLetters;
import dev.millrace.ingestion.job.Jobs;
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
import io.micronaut.http.uri.UriBuilder;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
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
  private static final int FAILED = 50;

  private final Sources sources;
  private final Runs runs;
  private final Jobs jobs;
  private final DeadLetters letters;
  private final RunLedger ledger;
  private final Navigation navigation;
  private final Templates templates;

  SourcesController(SourceDesk desk, RunLedger ledger, Navigation navigation, Templates templates) {
    this.sources = desk.sources();
    this.runs = desk.runs();
    this.jobs = desk.jobs();
    this.letters = desk.letters();
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
    Source source = known(id);
    List<DeadLetters.DeadLetter> failed = letters.page(id, Optional.empty(), FAILED + 1);
    return templates.page(
        "source.jte",
        new SourcePage(
            navigation.shell(visit, Section.SOURCES, source.name()),
            card(source),
            ledger.page(Optional.of(id), Optional.empty(), RUNS).stream()
                .map(run -> RunPart.of(ledger.progress(run)))
                .toList(),
            failed.stream().limit(FAILED).map(SourcesController::letter).toList(),
            failed.size() > FAILED));
  }

  private static SourcePage.Letter letter(DeadLetters.DeadLetter letter) {
    return new SourcePage.Letter(
        letter.externalId(),
        letter.reason(),
        letter.tries(),
        UriBuilder.of("").queryParam("document", letter.externalId()).build().toString());
  }

  private Source known(UUID id) {
    return sources.find(id).orElseThrow(() -> ApiException.notFound("source", id));
  }

  /** Keeps the server from visiting it by itself. */
  @Post("/{id}/pause")
  @Consumes(MediaType.ALL)
  HttpResponse<?> pause(UUID id) {
    return paused(id, true);
  }

  /** Lets the server visit it by itself again. */
  @Post("/{id}/resume")
  @Consumes(MediaType.ALL)
  HttpResponse<?> resume(UUID id) {
    return paused(id, false);
  }

  private HttpResponse<?> paused(UUID id, boolean paused) {
    jobs.arrange(sources.pause(id, paused).orElseThrow(() -> ApiException.notFound("source", id)));
    return refreshed();
  }

  /** Has a document that could not be had tried again, or all of them. */
  @Post("/{id}/retry")
  @Consumes(MediaType.ALL)
  HttpResponse<?> retry(UUID id, @QueryValue @Nullable String document) {
    UUID source = known(id).id();
    int _ = document == null ? letters.retryAll(source) : letters.retry(source, List.of(document));
    return refreshed();
  }

  /** Takes a document that could not be had off the list, or all of them. */
  @Post("/{id}/ignore")
  @Consumes(MediaType.ALL)
  HttpResponse<?> ignore(UUID id, @QueryValue @Nullable String document) {
    UUID source = known(id).id();
    int _ =
        document == null ? letters.ignoreAll(source) : letters.ignore(source, List.of(document));
    return refreshed();
  }

  /** The page is asked for again, and shows how things stand. */
  private static HttpResponse<?> refreshed() {
    return HttpResponse.ok().header("HX-Refresh", "true");
  }

  /** Has the server go there; a run that is under way is shown instead. */
  @Post("/{id}/run")
  @Consumes(MediaType.ALL)
  HttpResponse<?> run(UUID id) {
    if (!known(id).kind().visited()) {
      throw new ApiException(
          ErrorCode.CONFLICT, "The server doesn't go there: clients send what they have.", null);
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

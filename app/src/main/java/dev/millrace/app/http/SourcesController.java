package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.job.Jobs;
import dev.millrace.ingestion.job.Runs;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.SourceWanted;
import dev.millrace.ingestion.job.Sources;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources: where documents come from, and who may read those that say nothing of it. */
@Controller("/api/sources")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "sources")
final class SourcesController {
  private final Sources sources;
  private final Runs runs;
  private final Jobs jobs;
  private final HiddenSecrets hiding;

  SourcesController(Sources sources, Runs runs, Jobs jobs, HiddenSecrets hiding) {
    this.sources = sources;
    this.runs = runs;
    this.jobs = jobs;
    this.hiding = hiding;
  }

  /**
   * Makes a source, or changes the one of that name. Changed readers hold for its documents from
   * the next search on. Secret settings that are left out stay as they are, unless another setting
   * changes.
   */
  @Post
  HttpResponse<SourceView> put(Caller caller, @Body SourceGiven wanted) {
    SourceKind kind = wanted.kindWanted();
    Visiting.allowed(caller, kind);
    ApiException.reading("name", () -> Source.checkedName(wanted.name()));
    SourceWanted asked = wanted.toSource(kind, sources.named(wanted.name()));
    Sources.Put put = hiding.from(kind, asked.settings(), () -> sources.put(asked));
    if (!(put instanceof Sources.Put.OtherKind)) {
      sources.named(wanted.name()).ifPresent(jobs::arrange);
    }
    return switch (put) {
      case Sources.Put.Added(Source source) -> HttpResponse.created(SourceView.of(source));
      case Sources.Put.Updated(Source source) -> HttpResponse.ok(SourceView.of(source));
      case Sources.Put.OtherKind(Source source) ->
          throw new ApiException(
              ErrorCode.CONFLICT,
              "there is a source \"" + source.name() + "\" of kind " + source.kind().wire(),
              "kind");
    };
  }

  /** Lists sources by name. */
  @Get
  Page<SourceView> list(
      @QueryValue(defaultValue = Paging.USUAL) int limit, @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    List<Source> found = sources.page(Optional.ofNullable(asked.after()), asked.oneMore());
    return Page.of(found, asked, Source::name).map(SourceView::of);
  }

  /** Gives a source. */
  @Get("/{id}")
  SourceView get(UUID id) {
    return sources
        .find(id)
        .map(SourceView::of)
        .orElseThrow(() -> ApiException.notFound("source", id));
  }

  /**
   * Keeps the server from visiting a source by itself: by schedule, or because something changed
   * there. It may still be asked to.
   */
  @Post("/{id}/pause")
  @Consumes(MediaType.ALL)
  SourceView pause(UUID id) {
    return pause(id, true);
  }

  /** Lets the server visit a source by itself again. */
  @Post("/{id}/resume")
  @Consumes(MediaType.ALL)
  SourceView resume(UUID id) {
    return pause(id, false);
  }

  private SourceView pause(UUID id, boolean paused) {
    Source source =
        sources.pause(id, paused).orElseThrow(() -> ApiException.notFound("source", id));
    jobs.arrange(source);
    return SourceView.of(source);
  }

  /** Deletes a source with its documents, which are gone from the next search on. */
  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(UUID id) {
    runs.cancelRunOf(id);
    if (!sources.delete(id)) {
      throw ApiException.notFound("source", id);
    }
  }
}

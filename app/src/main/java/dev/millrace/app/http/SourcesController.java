package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.job.Jobs;
import dev.millrace.ingestion.job.Rights;
import dev.millrace.ingestion.job.Runs;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.SourceWanted;
import dev.millrace.ingestion.job.Sources;
import dev.millrace.ingestion.job.Visits;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources: where documents come from, and who may read those that say nothing of it. */
@Controller("/api/sources")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "sources")
final class SourcesController {
  /**
   * A source as it is wanted.
   *
   * @param name unique; a source of that name and kind is changed
   * @param kind folder, upload or push
   * @param settings of a folder: path, as the server sees it
   * @param readers who may read its documents, as everyone, user:NAME or group:NAME
   * @param denied who may not, whatever else they belong to
   * @param sensitivity public, internal, confidential or restricted
   */
  @Serdeable
  @Schema(name = "SourceWanted")
  record Wanted(
      String name,
      String kind,
      @Nullable Map<String, String> settings,
      @Nullable List<String> readers,
      @Nullable List<String> denied,
      @Nullable @Schema(defaultValue = "internal") String sensitivity) {
    Wanted {
      Given.required(name, "name");
      Given.required(kind, "kind");
      Given.orElse(settings, Map.<String, String>of())
          .forEach((key, value) -> Given.required(value, "settings." + key));
    }

    SourceKind kindWanted() {
      return ApiException.reading("kind", () -> SourceKind.of(kind));
    }

    Rights rights() {
      Set<Principal> allow =
          LabelFields.principals(readers, "readers").orElse(Set.of(Principal.EVERYONE));
      Set<Principal> deny = LabelFields.principals(denied, "denied").orElse(Set.of());
      return new Rights(
          new AccessLabel(allow, deny),
          LabelFields.sensitivity(sensitivity).orElse(Sensitivity.INTERNAL));
    }
  }

  /** A source. */
  @Serdeable
  @Schema(name = "Source")
  record Known(
      UUID id,
      String name,
      String kind,
      Map<String, String> settings,
      List<String> readers,
      List<String> denied,
      String sensitivity,
      Instant createdAt) {
    static Known of(Source source) {
      AccessLabel label = source.rights().label();
      return new Known(
          source.id(),
          source.name(),
          source.kind().wire(),
          source.settings(),
          LabelFields.texts(label.allow()),
          LabelFields.texts(label.deny()),
          source.rights().sensitivity().wire(),
          source.createdAt());
    }
  }

  private final Sources sources;
  private final Runs runs;
  private final Jobs jobs;

  SourcesController(Sources sources, Runs runs, Jobs jobs) {
    this.sources = sources;
    this.runs = runs;
    this.jobs = jobs;
  }

  /**
   * Makes a source, or changes the one of that name. Changed readers hold for its documents from
   * the next search on.
   */
  @Post
  HttpResponse<Known> put(Caller caller, @Body Wanted wanted) {
    SourceKind kind = wanted.kindWanted();
    if (kind.visited() && !Scope.ADMIN.heldBy(caller.scopes())) {
      throw new ApiException(
          ErrorCode.MISSING_SCOPE,
          "the server goes to a "
              + kind.wire()
              + " with its own rights: only a key with the scope admin may name one",
          "kind");
    }
    Rights rights = wanted.rights();
    Map<String, String> settings = Given.orElse(wanted.settings(), Map.of());
    ApiException.reading("name", () -> Source.checkedName(wanted.name()));
    Sources.Put put =
        ApiException.reading(
            "settings",
            () ->
                sources.put(new SourceWanted(wanted.name(), kind, settings, rights, Visits.USUAL)));
    if (!(put instanceof Sources.Put.OtherKind)) {
      sources.named(wanted.name()).ifPresent(jobs::arrange);
    }
    return switch (put) {
      case Sources.Put.Added(Source source) -> HttpResponse.created(Known.of(source));
      case Sources.Put.Updated(Source source) -> HttpResponse.ok(Known.of(source));
      case Sources.Put.OtherKind(Source source) ->
          throw new ApiException(
              ErrorCode.CONFLICT,
              "there is a source \"" + source.name() + "\" of kind " + source.kind().wire(),
              "kind");
    };
  }

  /** Lists sources by name. */
  @Get
  Page<Known> list(
      @QueryValue(defaultValue = Paging.USUAL) int limit, @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    List<Source> found = sources.page(Optional.ofNullable(asked.after()), asked.oneMore());
    return Page.of(found, asked, Source::name).map(Known::of);
  }

  /** Gives a source. */
  @Get("/{id}")
  Known get(UUID id) {
    return sources.find(id).map(Known::of).orElseThrow(() -> ApiException.notFound("source", id));
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

package dev.millrace.app.http;

import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.job.Outcome;
import dev.millrace.ingestion.job.OutcomeFilter;
import dev.millrace.ingestion.job.OutcomeKind;
import dev.millrace.ingestion.job.Run;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.ingestion.job.RunState;
import dev.millrace.ingestion.job.Runs;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.Trigger;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs: passes over a source. */
@Controller("/api/runs")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "runs")
final class RunsController {
  private static final Duration EVENTS = Duration.ofSeconds(1);

  /** A run that is asked for. */
  @Serdeable
  @Schema(name = "RunWanted")
  record Wanted(UUID sourceId) {
    Wanted {
      Given.required(sourceId, "sourceId");
    }
  }

  private final Runs runs;
  private final RunLedger ledger;
  private final RunWatch watch;
  private final JsonMapper json;

  RunsController(Runs runs, RunLedger ledger, RunWatch watch, JsonMapper json) {
    this.runs = runs;
    this.ledger = ledger;
    this.watch = watch;
    this.json = json;
  }

  /**
   * Opens a run. What the server visits is worked through in the background; for an upload the
   * client sends the manifest next.
   */
  @Post
  @Status(HttpStatus.CREATED)
  RunView open(@Body Wanted wanted) {
    return switch (runs.open(wanted.sourceId())) {
      case Runs.Opening.Opened(Run run) -> RunView.of(ledger.progress(run));
      case Runs.Opening.UnderWay(Run run) ->
          throw new ApiException(
              ErrorCode.RUN_UNDER_WAY,
              "run " + run.id() + " of that source is under way: wait for it, or cancel it",
              "sourceId");
      case Runs.Opening.NoSource() -> throw ApiException.notFound("source", wanted.sourceId());
      case Runs.Opening.NoRuns(Source source) ->
          throw new ApiException(
              ErrorCode.CONFLICT,
              "a source of kind "
                  + source.kind().wire()
                  + " has no runs: send its documents to POST /api/documents",
              "sourceId");
    };
  }

  /** Lists runs, newest first, of one source or of all. */
  @Get
  Page<RunView> list(
      @QueryValue @Nullable UUID sourceId,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    List<Run> found =
        ledger.page(
            Optional.ofNullable(sourceId), Optional.ofNullable(asked.afterId()), asked.oneMore());
    return Page.of(found, asked, run -> run.id().toString())
        .map(run -> RunView.of(ledger.progress(run)));
  }

  /** Gives a run as it stands. */
  @Get("/{id}")
  RunView get(UUID id) {
    return RunView.of(ledger.progress(known(id)), ledger.stages(id));
  }

  /**
   * Tells how a run goes on, about every second while it changes. Each event named progress is the
   * run; the one named end, which has the run as it ended or asks, is the last.
   */
  @Get("/{id}/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  @ApiResponse(
      responseCode = "200",
      description = "Events named progress, and in the end one named end.",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM,
              schema = @Schema(implementation = RunView.class)))
  MutableHttpResponse<EventStream> events(HttpRequest<?> request, UUID id) {
    RunEventFeed feed = new RunEventFeed(json);
    watch.follow(known(id).id(), request, EVENTS, feed);
    return feed.response();
  }

  /** Stops a run for the time being: documents that it is at are brought to their end. */
  @Post("/{id}/pause")
  @Consumes(MediaType.ALL)
  RunView pause(UUID id) {
    Run run = known(id);
    if (!runs.pause(run)) {
      throw conflict(
          run.trigger() == Trigger.CLIENT
              ? "run " + id + " is a client's, and waits whenever its client does"
              : "run " + id + " is " + known(id).state().wire() + ": there is nothing to pause");
    }
    return get(id);
  }

  /** Lets a paused run go on from where it is. */
  @Post("/{id}/resume")
  @Consumes(MediaType.ALL)
  RunView resume(UUID id) {
    Run run = known(id);
    if (!runs.resume(run)) {
      throw conflict("run " + id + " is " + known(id).state().wire() + ", not paused");
    }
    return get(id);
  }

  /** Agrees to what a run asks: that it removes as many documents as it says. */
  @Post("/{id}/confirm")
  @Consumes(MediaType.ALL)
  RunView confirm(UUID id) {
    Run run = known(id);
    if (!runs.confirm(run)) {
      throw conflict(
          "run "
              + id
              + (run.state() == RunState.ASKING
                  ? " asks, but another run of its source is under way: look what that one finds"
                  : " is " + run.state().wire() + " and asks nothing"));
    }
    return get(id);
  }

  private static ApiException conflict(String message) {
    return new ApiException(ErrorCode.CONFLICT, message, null);
  }

  /** Ends a run as it is: what was done stays, and the next run goes on from there. */
  @Post("/{id}/cancel")
  RunView cancel(UUID id) {
    runs.cancel(known(id));
    return get(id);
  }

  /** Lists what became of each file, by name; all of them, or those with one outcome. */
  @Get("/{id}/outcomes")
  Page<OutcomeView> outcomes(
      UUID id,
      @QueryValue @Nullable String outcome,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    Optional<OutcomeKind> kind =
        Optional.ofNullable(outcome)
            .map(wire -> ApiException.reading("outcome", () -> OutcomeKind.of(wire)));
    List<Outcome> found =
        ledger.outcomes(
            known(id).id(),
            new OutcomeFilter(kind, Optional.empty()),
            Optional.ofNullable(asked.after()),
            asked.oneMore());
    return Page.of(found, asked, Outcome::externalId).map(OutcomeView::of);
  }

  private Run known(UUID id) {
    return ledger.find(id).orElseThrow(() -> ApiException.notFound("run", id));
  }
}

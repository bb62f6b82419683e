package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.job.Run;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.ingestion.job.Runs;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import java.util.function.Predicate;

/** What is done with a run from a page, which then shows how things stand. */
@Controller("/console/runs/{id}")
@RequiresScope(Scope.INGEST)
@Consumes(MediaType.ALL)
@Hidden
final class RunActsController {
  private final Runs runs;
  private final RunLedger ledger;

  RunActsController(Runs runs, RunLedger ledger) {
    this.runs = runs;
    this.ledger = ledger;
  }

  /** Stops it for the time being. */
  @Post("/pause")
  HttpResponse<?> pause(UUID id) {
    return done(id, runs::pause);
  }

  /** Lets it go on. */
  @Post("/resume")
  HttpResponse<?> resume(UUID id) {
    return done(id, runs::resume);
  }

  /** Agrees to what it removes. */
  @Post("/confirm")
  HttpResponse<?> confirm(UUID id) {
    return done(id, runs::confirm);
  }

  /** Ends it. */
  @Post("/cancel")
  HttpResponse<?> cancel(UUID id) {
    return done(
        id,
        run -> {
          runs.cancel(run);
          return true;
        });
  }

  private HttpResponse<?> done(UUID id, Predicate<Run> act) {
    Run run = ledger.find(id).orElseThrow(() -> ApiException.notFound("run", id));
    if (!act.test(run)) {
      throw new ApiException(
          ErrorCode.CONFLICT, "The run is no longer as this page shows it: reload the page.", null);
    }
    return HttpResponse.ok().header("HX-Refresh", "true");
  }
}

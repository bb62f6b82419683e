package dev.millrace.app.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** For whoever watches the process. */
@Controller("/health")
@NoKeyNeeded
@SecurityRequirements
@Tag(name = "health")
final class HealthController {
  /** The process answers. */
  @Serdeable
  record Up(String status) {}

  /**
   * Searches are answered.
   *
   * @param position the corpus log's head
   * @param indexed how far the index has come
   * @param weakened why they may soon not be, a node of a cluster that is away for example; absent
   *     while all is well
   */
  @Serdeable
  record Ready(String status, long position, long indexed, @Nullable String weakened) {}

  /** Searches are not answered, or not all of the corpus is found. */
  @Serdeable
  record Starting(String status, String reason) {}

  private final Readiness readiness;

  HealthController(Readiness readiness) {
    this.readiness = readiness;
  }

  /** Says that the process answers. */
  @Get
  Up health() {
    return new Up("up");
  }

  /** Says that the process answers; a watchdog restarts it when this does not. */
  @Get("/live")
  Up live() {
    return new Up("up");
  }

  /** Says whether searches are answered: the index has caught up and the database answers. */
  @Get("/ready")
  @ApiResponse(responseCode = "200", description = "Ready.")
  @ApiResponse(responseCode = "503", description = "Not ready; the reason is told.")
  HttpResponse<Object> ready() {
    return switch (readiness.look()) {
      case Readiness.State.Ready(long position, long indexed, var weakened) ->
          HttpResponse.ok(new Ready("ready", position, indexed, weakened.orElse(null)));
      case Readiness.State.Starting(String reason) ->
          HttpResponse.serverError().status(503).body(new Starting("starting", reason));
    };
  }
}

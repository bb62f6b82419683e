package dev.millrace.app.console;

import dev.millrace.app.http.EventStream;
import dev.millrace.app.http.RunWatch;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** Tells pages how a run goes on, several times a second while it changes. */
@Singleton
final class RunEvents {
  private static final Duration PERIOD = Duration.ofMillis(300);

  private final RunWatch watch;
  private final Templates templates;

  RunEvents(RunWatch watch, Templates templates) {
    this.watch = watch;
    this.templates = templates;
  }

  /** The parts of pages that show a run, from now to its end, and then that it ended. */
  MutableHttpResponse<EventStream> of(UUID runId, HttpRequest<?> request) {
    RunParts parts = new RunParts(runId, templates);
    watch.follow(runId, request, PERIOD, parts);
    return parts.response();
  }
}

package dev.millrace.app.console;

import dev.millrace.app.http.EventStream;
import dev.millrace.app.http.RunWatch;
import dev.millrace.ingestion.job.RunProgress;
import io.micronaut.http.MutableHttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one page that show a run. Its buttons are replaced only when there are others: one
 * that is replaced while it is being pressed is not pressed.
 */
final class RunParts implements RunWatch.Feed {
  private final LiveParts parts = new LiveParts();
  private final UUID runId;
  private final Templates templates;
  private RunPart.@Nullable Steer steer;

  RunParts(UUID runId, Templates templates) {
    this.runId = runId;
    this.templates = templates;
  }

  MutableHttpResponse<EventStream> response() {
    return parts.response();
  }

  @Override
  public void progress(RunProgress progress) {
    RunPart part = RunPart.of(progress);
    parts.part("run-" + runId, templates.text("run-part.jte", part));
    if (!part.steer().equals(steer)) {
      steer = part.steer();
      parts.part("run-acts-" + runId, templates.text("run-acts.jte", part));
    }
  }

  @Override
  public void keepAlive() {
    parts.keepAlive();
  }

  @Override
  public void end() {
    parts.end();
  }
}

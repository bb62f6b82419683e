package dev.millrace.app.http;

import dev.millrace.ingestion.job.RunProgress;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A run's progress as events for programs. */
final class RunEventFeed implements RunWatch.Feed {
  private final EventStream out = new EventStream();
  private final JsonMapper json;
  private @Nullable String last;

  RunEventFeed(JsonMapper json) {
    this.json = json;
  }

  MutableHttpResponse<EventStream> response() {
    return out.response();
  }

  @Override
  public void progress(RunProgress progress) {
    try {
      last = json.writeValueAsString(RunView.of(progress));
    } catch (IOException e) {
      throw new UncheckedIOException("a run could not be written", e);
    }
    out.event("progress", last);
  }

  @Override
  public void keepAlive() {
    out.keepAlive();
  }

  @Override
  public void end() {
    out.event("end", last == null ? "{}" : last);
    out.end();
  }
}

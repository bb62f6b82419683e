package dev.millrace.app.console;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.millrace.app.http.EventStream;
import io.micronaut.http.MutableHttpResponse;

/** Rendered parts of a page, sent as they change: what {@code console.js} understands. */
final class LiveParts {
  private final EventStream out = new EventStream();

  MutableHttpResponse<EventStream> response() {
    return out.response();
  }

  /** Takes the place of what is in the element of that id. */
  void part(String id, String html) {
    out.event("part", json(id, html));
  }

  /** Follows what is in the element of that id. */
  void add(String id, String html) {
    out.event("add", json(id, html));
  }

  /** The page is found at that path from now on. */
  void address(String path) {
    out.event("address", path);
  }

  void keepAlive() {
    out.keepAlive();
  }

  /** Nothing follows. */
  void end() {
    out.event("end", "end");
    out.end();
  }

  private static String json(String id, String html) {
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    return "{\"to\":\""
        + new String(encoder.quoteAsString(id))
        + "\",\"html\":\""
        + new String(encoder.quoteAsString(html))
        + "\"}";
  }
}

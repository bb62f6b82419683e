package dev.millrace.app.console;

import io.micronaut.http.sse.Event;

/** What {@code console.js} understands of what arrives live. */
final class LiveEvent {
  private LiveEvent() {}

  /** Takes the place of what is in the element of that id. */
  static Event<String> part(String id, String html) {
    return Event.of(id + "\n" + html).name("part");
  }

  /** Follows what is in the element of that id. */
  static Event<String> add(String id, String html) {
    return Event.of(id + "\n" + html).name("add");
  }

  /** Nothing follows. */
  static Event<String> end() {
    return Event.of("end").name("end");
  }
}

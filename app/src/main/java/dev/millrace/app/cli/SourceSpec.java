package dev.millrace.app.cli;

import java.util.List;

/**
 * A source to make or to update, as the API takes it.
 *
 * @param readers principals in text form: {@code everyone}, {@code user:alice}, {@code group:hr}
 * @param denied principals who may not read although they are readers
 * @param sensitivity the label's wire name
 */
record SourceSpec(
    String name, String kind, List<String> readers, List<String> denied, String sensitivity) {
  SourceSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a source has a name");
    }
    readers = List.copyOf(readers);
    denied = List.copyOf(denied);
  }

  /** A source whose files a client sends. */
  static SourceSpec upload(
      String name, List<String> readers, List<String> denied, String sensitivity) {
    return new SourceSpec(name, "upload", readers, denied, sensitivity);
  }
}

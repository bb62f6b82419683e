package dev.millrace.app.cli;

import java.util.List;

/** A source as the API shows it; what the command line does not use is left out. */
record SourceView(
    String id,
    String name,
    String kind,
    List<String> readers,
    List<String> denied,
    String sensitivity) {
  SourceView {
    readers = readers == null ? List.of() : List.copyOf(readers);
    denied = denied == null ? List.of() : List.copyOf(denied);
  }
}

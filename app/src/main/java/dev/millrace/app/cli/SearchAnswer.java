package dev.millrace.app.cli;

import java.util.List;

/**
 * What a search found, best first.
 *
 * @param ms milliseconds that the server took
 * @param notes what could not be done as it is configured
 */
record SearchAnswer(List<FoundPassage> evidence, long position, long ms, List<Note> notes) {
  SearchAnswer {
    evidence = List.copyOf(evidence);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /** A sentence for people, and what it is about. */
  record Note(String kind, String text) {}
}

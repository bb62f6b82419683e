package dev.millrace.app.cli;

import java.util.List;

/**
 * What a search found, best first.
 *
 * @param ms milliseconds that the server took
 */
record SearchAnswer(List<FoundPassage> evidence, long position, long ms) {
  SearchAnswer {
    evidence = List.copyOf(evidence);
  }
}

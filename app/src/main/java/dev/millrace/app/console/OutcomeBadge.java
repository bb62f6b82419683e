package dev.millrace.app.console;

import dev.millrace.ingestion.job.OutcomeKind;

/**
 * How an outcome looks.
 *
 * @param name in words
 * @param tone class of the badge: good, info, warn, bad or empty
 */
record OutcomeBadge(String name, String tone) {
  static OutcomeBadge of(OutcomeKind kind) {
    return new OutcomeBadge(
        kind.wire(),
        switch (kind) {
          case ADDED -> "good";
          case CHANGED -> "info";
          case UNCHANGED, REMOVED -> "";
          case SKIPPED -> "warn";
          case FAILED -> "bad";
        });
  }
}

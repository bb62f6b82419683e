package dev.millrace.ingestion.job;

import java.util.Locale;

/** How far a run has come. Only a running one changes. */
public enum RunState {
  RUNNING,
  /** Came to its end; single documents may have failed. */
  DONE,
  /** Could not go on. */
  FAILED,
  /** Stopped because somebody asked. */
  CANCELLED,
  /** Left behind by a server or a client that went away; the next run goes on from there. */
  INTERRUPTED;

  /** The name in JSON and SQL. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}

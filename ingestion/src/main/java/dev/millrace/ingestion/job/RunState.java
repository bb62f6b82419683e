package dev.millrace.ingestion.job;

import java.util.Locale;

/** How far a run has come. */
public enum RunState {
  /** Waits for a node that carries it out. */
  QUEUED,
  RUNNING,
  /** Somebody has stopped it for the time being. */
  PAUSED,
  /** Has done all but remove, and would remove so much that somebody has to agree first. */
  ASKING,
  /** Came to its end; single documents may have failed. */
  DONE,
  /** Could not go on. */
  FAILED,
  /** Ended because somebody asked. */
  CANCELLED,
  /** Left behind by a client that went away; the next run goes on from there. */
  INTERRUPTED;

  /** Whether it holds its source: there is no other run of it meanwhile. */
  public boolean underWay() {
    return switch (this) {
      case QUEUED, RUNNING, PAUSED -> true;
      case ASKING, DONE, FAILED, CANCELLED, INTERRUPTED -> false;
    };
  }

  /** The name in JSON and SQL. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}

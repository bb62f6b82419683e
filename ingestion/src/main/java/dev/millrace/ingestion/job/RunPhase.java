package dev.millrace.ingestion.job;

import java.util.Locale;

/** What a run is at, in this order. */
public enum RunPhase {
  /** Finding out what is there. */
  LISTING,
  /** Bringing in what is new or has changed. */
  WORKING,
  /** Removing what is gone. */
  REMOVING;

  /** The name in JSON and SQL. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunPhase of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}

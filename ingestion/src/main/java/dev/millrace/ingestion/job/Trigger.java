package dev.millrace.ingestion.job;

import java.util.Locale;

/** What brought a run about. */
public enum Trigger {
  /** Somebody asked for it. */
  ASKED,
  /** It was time. */
  SCHEDULE,
  /** Something changed there. */
  CHANGE,
  /** Documents that failed are tried again; nothing else is looked at. */
  RETRY,
  /** A client sends files. */
  CLIENT;

  /** The name in JSON and SQL. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Trigger of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}

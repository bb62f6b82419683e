package dev.millrace.ingestion.job;

import java.util.Locale;

/** What there is to do for an item. */
public enum ItemState {
  /** It is to be fetched, now or at a set time. */
  WANTED,
  /** It is to be removed. */
  GONE,
  /** It was dealt with. */
  SETTLED,
  /** It can't be had, and waits for somebody or for another version. */
  DEAD,
  /** It can't be had, and somebody has said that this is fine. */
  IGNORED,
  /** It is there and can't be told as an item. */
  UNUSABLE;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ItemState of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}

package dev.millrace.orchestration.conversation;

import java.util.Locale;

/** What somebody thinks of an answer. */
public enum Rating {
  GOOD,
  BAD;

  /** The name in JSON and SQL. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rating of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static Rating of(String wire) {
    for (Rating one : values()) {
      if (one.wire().equals(wire)) {
        return one;
      }
    }
    throw new IllegalArgumentException("\"" + wire + "\" is no rating: write good or bad");
  }
}

package dev.millrace.orchestration.tier;

import java.util.Locale;

/** What a model is for. */
public enum ModelRole {
  /** Good at its skills and used for nothing else. */
  SPECIALIST,
  /** Used for every kind of question. */
  GENERALIST;

  /** The name in settings and JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static ModelRole of(String wire) {
    for (ModelRole one : values()) {
      if (one.wire().equals(wire)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "\"" + wire + "\" is no role: write specialist or generalist");
  }
}

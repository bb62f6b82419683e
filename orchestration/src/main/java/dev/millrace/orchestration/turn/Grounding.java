package dev.millrace.orchestration.turn;

import java.util.Locale;

/** Whether an answer must come from the documents. */
public enum Grounding {
  /** From documents, unless it is small talk or a model was named. */
  AUTO,
  /** From documents and nothing else. */
  ALWAYS,
  /** From the model alone: no document is searched. */
  NEVER;

  /** The name in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The grounding of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static Grounding of(String wire) {
    for (Grounding one : values()) {
      if (one.wire().equals(wire)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "\"" + wire + "\" is no way of grounding: write auto, always or never");
  }
}

package dev.millrace.orchestration.plan;

import java.util.Locale;

/** What the order of attempts is for. */
public enum Policy {
  /** The best answer: who writes goes before who quotes, specialists before generalists. */
  QUALITY,
  /** The least money: who quotes goes first where quoting can answer. */
  ECONOMY;

  /** Changes whenever the same need may give another plan. */
  private static final String VERSION = "1";

  /** The name in settings and JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name and version, as answers and the ledger have it: {@code "quality/1"}. */
  public String versioned() {
    return wire() + "/" + VERSION;
  }

  /**
   * The policy of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static Policy of(String wire) {
    for (Policy one : values()) {
      if (one.wire().equals(wire)) {
        return one;
      }
    }
    throw new IllegalArgumentException("\"" + wire + "\" is no policy: write quality or economy");
  }
}

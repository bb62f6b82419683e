package dev.millrace.orchestration.tier;

import java.util.Locale;

/** What a tier's machines are. */
public enum Hardware {
  CPU,
  SMALL_GPU,
  LARGE_GPU,
  CLOUD;

  /** The name in settings and JSON: {@code "small-gpu"}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The hardware of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static Hardware of(String wire) {
    for (Hardware one : values()) {
      if (one.wire().equals(wire)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "\"" + wire + "\" is no hardware: write cpu, small-gpu, large-gpu or cloud");
  }
}

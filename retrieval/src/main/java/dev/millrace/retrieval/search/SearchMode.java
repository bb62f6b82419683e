package dev.millrace.retrieval.search;

import java.util.Locale;

/** Which legs a search runs and how it fuses them. */
public enum SearchMode {
  /** BM25 alone. */
  LEXICAL,
  /** Nearest vectors alone. */
  VECTOR,
  /** Both legs by reciprocal rank fusion, k = 60 (Cormack, Clarke, Büttcher, SIGIR 2009). */
  RRF,
  /** Both legs by the mean of their min–max normalised scores. */
  MINMAX,
  /** What Millrace holds to be best at the moment; the default. */
  HYBRID;

  /** The name in JSON and on the command line. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static SearchMode of(String wire) {
    for (SearchMode mode : values()) {
      if (mode.wire().equals(wire)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "\"" + wire + "\" is not a search mode: write lexical, vector, rrf, minmax or hybrid");
  }
}

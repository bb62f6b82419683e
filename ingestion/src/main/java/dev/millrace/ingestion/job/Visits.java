package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How the server visits a source.
 *
 * @param times when it does so by itself; empty for only when it is asked
 * @param watch whether it does so when something changes there, where the place can tell
 * @param paused whether it does neither for the time being
 * @param mostRemoved a visit that would remove more than this share of the documents, 0 to 1, and
 *     more than {@value #FEW}, asks first
 */
public record Visits(
    Optional<VisitTimes> times, boolean watch, boolean paused, double mostRemoved) {
  /** Only when asked; at most 30 % removed. */
  public static final Visits USUAL = new Visits(Optional.empty(), false, false, 0.3);

  /** So many documents may always be removed. */
  public static final int FEW = 20;

  public Visits {
    requireNonNull(times, "times");
    if (!(mostRemoved >= 0 && mostRemoved <= 1)) {
      throw new IllegalArgumentException(
          "the share of documents that may be removed unasked is 0 to 1, not " + mostRemoved);
    }
  }

  /** The same, paused or not. */
  Visits pausing(boolean pause) {
    return new Visits(times, watch, pause, mostRemoved);
  }

  /** Whether a visit that removes so many of all has to ask. */
  boolean asks(long removed, long all) {
    return removed > FEW && removed > mostRemoved * all;
  }
}

package dev.millrace.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A moment of some work.
 *
 * @param step what is being done, one word
 * @param total 0 while it is not known
 * @param counts files by outcome; empty when the work is not about files
 * @param perSecond 0 while it is not known
 * @param left an estimate, or null while there is none
 * @param current what is waited for, or null
 */
record Progress(
    String step,
    long done,
    long total,
    Map<FileOutcome.Kind, Integer> counts,
    double perSecond,
    @Nullable Duration left,
    @Nullable String current) {
  Progress {
    counts = Map.copyOf(counts);
  }

  /** Progress of work that runs evenly and whose begin is known. */
  static Progress of(String step, long done, long total, Instant begin, Instant now) {
    double seconds = Math.max(Duration.between(begin, now).toMillis(), 1) / 1000.0;
    double perSecond = done / seconds;
    Duration left =
        done > 0 && total > 0
            ? Duration.ofMillis(Math.round((total - done) / perSecond * 1000))
            : null;
    return new Progress(step, done, total, Map.of(), perSecond, left, null);
  }
}

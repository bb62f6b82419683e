package dev.millrace.app.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Amounts {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private Amounts() {}

  /** A count with its noun: {@code "1 file"}, {@code "1,234 files"}. */
  static String count(long number, String one, String many) {
    return String.format(Locale.ENGLISH, "%,d %s", number, number == 1 ? one : many);
  }

  /** {@code "840 ms"}, {@code "3.2 s"}. */
  static String milliseconds(long ms) {
    return ms < 1_000 ? ms + " ms" : String.format(Locale.ENGLISH, "%.1f s", ms / 1_000.0);
  }

  /** {@code "12 s"}, {@code "3 min 20 s"}, {@code "2 h 5 min"}; less than a second is a second. */
  static String time(Duration time) {
    long seconds = Math.max(1, time.toSeconds());
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min " + seconds % MINUTE + " s";
    }
    return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
  }
}

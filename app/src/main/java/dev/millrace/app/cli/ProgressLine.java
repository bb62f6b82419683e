package dev.millrace.app.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes a {@link Progress} as one line: a bar for a terminal, words for a file. */
final class ProgressLine {
  private static final int WIDEST_BAR = 28;
  private static final int NARROWEST_BAR = 8;

  /** Below this, the name of the current file says less than the space it takes. */
  private static final int SHORTEST_NAME = 12;

  private ProgressLine() {}

  /** A line of at most {@code width} characters. */
  static String bar(Progress progress, int width) {
    int room = Math.clamp(width / 4, NARROWEST_BAR, WIDEST_BAR);
    String line =
        drawn(progress, room) + " " + figures(progress, " · ") + counted(progress, " · ", "");
    if (line.length() > width) {
      line = drawn(progress, NARROWEST_BAR) + " " + figures(progress, " · ");
    }
    String current = progress.current();
    int left = width - line.length() - 3;
    if (current != null && left >= SHORTEST_NAME) {
      line += " · " + ending(current, left);
    }
    return line.length() > width ? line.substring(0, Math.max(width, 0)) : line;
  }

  /** A line for a log, without a bar. */
  static String plain(Progress progress) {
    return progress.step() + " " + figures(progress, ", ") + counted(progress, " (", ")");
  }

  private static String drawn(Progress progress, int width) {
    int full =
        progress.total() <= 0
            ? 0
            : (int) Math.min(width, progress.done() * width / progress.total());
    return progress.step() + " " + "█".repeat(full) + "░".repeat(width - full);
  }

  private static String figures(Progress progress, String between) {
    StringJoiner parts = new StringJoiner(between);
    if (progress.total() > 0 || progress.done() > 0) {
      parts.add(String.format(Locale.ROOT, "%,d/%,d", progress.done(), progress.total()));
    }
    if (progress.perSecond() > 0) {
      parts.add(
          String.format(
              Locale.ROOT,
              progress.perSecond() < 100 ? "%.1f/s" : "%,.0f/s",
              progress.perSecond()));
    }
    Duration left = progress.left();
    if (left != null && progress.done() < progress.total()) {
      parts.add(time(left) + " left");
    }
    return parts.toString();
  }

  private static String counted(Progress progress, String before, String after) {
    StringJoiner parts = new StringJoiner(", ");
    for (FileOutcome.Kind kind : FileOutcome.Kind.values()) {
      int count = progress.counts().getOrDefault(kind, 0);
      if (count > 0) {
        parts.add(grouped(count) + " " + kind.wire());
      }
    }
    return parts.length() == 0 ? "" : before + parts + after;
  }

  /** A number with thousands apart: 6,000. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Minutes and seconds, and hours where there are any: 1:05, 2:03:04. */
  static String time(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** The end of a path, which tells more than its beginning. */
  private static String ending(String text, int room) {
    return text.length() <= room ? text : "…" + text.substring(text.length() - room + 1);
  }
}

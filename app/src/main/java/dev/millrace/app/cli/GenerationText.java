package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Generation;
import dev.millrace.app.cli.GenerationsClient.Left;
import java.time.Duration;
import java.util.Locale;

/** Generations in words. */
final class GenerationText {
  private GenerationText() {}

  /** A line about a generation. */
  static String line(Generation one) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%3d  %-9s %s, passages %s",
                one.id(),
                one.state(),
                one.model(),
                one.passages()));
    Left left = one.left();
    if (left != null) {
      line.append(", ").append(left(left));
    }
    if (one.gaps() > 0) {
      line.append(", ").append(one.gaps()).append(" documents can't be in it");
    }
    if (one.trouble() != null) {
      line.append("; ").append(one.trouble());
    }
    return line.toString();
  }

  /** What is to be done, how long it takes and what it costs. */
  static String left(Left left) {
    Long seconds = left.seconds();
    return String.format(
        Locale.ROOT,
        "%d documents with %d passages left%s%s",
        left.documents(),
        left.passages(),
        seconds == null ? "" : ", " + time(Duration.ofSeconds(seconds)),
        left.cost() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %d tokens for %.2f %s",
                left.tokens(),
                left.cost(),
                left.currency()));
  }

  private static String time(Duration time) {
    return time.toHours() > 0
        ? String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart())
        : String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart());
  }
}

package dev.millrace.app.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A point in time on a page; the browser shows it in its own time zone. */
record Moment(Instant at) {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** For people, in UTC. */
  String text() {
    return TEXT.format(at);
  }

  /** For the attribute {@code datetime}. */
  String iso() {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

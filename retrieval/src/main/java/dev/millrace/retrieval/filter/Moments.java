package dev.millrace.retrieval.filter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Dates as text, ISO 8601: a day, a time in UTC, or a time with its offset. A day begins at
 * midnight UTC.
 */
public final class Moments {
  private static final int LENGTH_OF_DAY = "2026-01-31".length();
  private static final int LONGEST = "+999999999-12-31T23:59:59.999999999+18:00:00".length();

  private Moments() {}

  /** The moment at which what is written begins; empty if it is no date. */
  public static Optional<Instant> start(String text) {
    if (text.length() < LENGTH_OF_DAY || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      if (text.length() == LENGTH_OF_DAY) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      String time = text.replace(' ', 'T');
      int zone = Math.max(time.lastIndexOf('+'), time.lastIndexOf('-'));
      return Optional.of(
          time.endsWith("Z") || zone > LENGTH_OF_DAY
              ? OffsetDateTime.parse(time).toInstant()
              : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The first moment after what is written: the next day's start, or a millisecond later. */
  public static Optional<Instant> end(String text) {
    return start(text)
        .map(
            start ->
                text.length() == LENGTH_OF_DAY
                    ? start.plus(1, ChronoUnit.DAYS)
                    : start.plusMillis(1));
  }
}

package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a source is visited by itself: {@code every 15m}, {@code every 6h}, {@code daily 02:30},
 * {@code daily 08:00,20:00 Europe/Berlin}. Times of the day are of UTC unless a zone is named.
 *
 * @param text as somebody wrote it
 */
public record VisitTimes(String text) {
  private static final Pattern EVERY = Pattern.compile("every\\s+(\\d{1,6})\\s*([smhd])");
  private static final Pattern DAILY =
      Pattern.compile("daily\\s+(\\d{2}:\\d{2}(?:\\s*,\\s*\\d{2}:\\d{2})*)(?:\\s+(\\S+))?");
  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofDays(366);

  /**
   * @throws IllegalArgumentException if it is none of these forms; says which there are
   */
  public VisitTimes {
    requireNonNull(text, "text");
    text = text.strip();
    read(text);
  }

  Schedule schedule() {
    return read(text);
  }

  private static Schedule read(String text) {
    Matcher every = EVERY.matcher(text);
    if (every.matches()) {
      long count = Long.parseLong(every.group(1));
      Duration delay =
          switch (every.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          };
      if (delay.compareTo(LEAST) < 0 || delay.compareTo(MOST) > 0) {
        throw wrong(text);
      }
      return Schedules.fixedDelay(delay);
    }
    Matcher daily = DAILY.matcher(text);
    if (!daily.matches()) {
      throw wrong(text);
    }
    try {
      LocalTime[] times =
          Arrays.stream(daily.group(1).split(","))
              .map(time -> LocalTime.parse(time.strip()))
              .toArray(LocalTime[]::new);
      ZoneId zone = ZoneId.of(daily.group(2) == null ? "UTC" : daily.group(2));
      return Schedules.daily(zone, times);
    } catch (DateTimeException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "a schedule is \"every 15m\" (s, m, h or d; 10 s to 366 d) or \"daily 02:30\" or"
            + " \"daily 08:00,20:00 Europe/Berlin\", not \""
            + text
            + "\"");
  }
}

package dev.millrace.orchestration.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A date as far as it is given: 3 May 2026 = 2026-05-03 = May 3rd, 2026.
 *
 * @param year 0 if not given
 * @param month 1 to 12
 * @param day 0 if not given
 * @param written as it stands in the text
 */
record Day(int year, int month, int day, String written) {
  private static final String MONTH =
      "(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
          + "|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?";
  private static final String DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
  private static final String YEAR = "(?<year>\\d{4})(?!\\d)";

  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("\\b" + YEAR + "-(?<month>\\d{1,2})-(?<day>\\d{1,2})\\b"),
          Pattern.compile("\\b" + DAY + "\\.?\\s+(?:of\\s+)?" + MONTH + "(?:,?\\s+" + YEAR + ")?"),
          Pattern.compile("\\b" + MONTH + "\\s+" + DAY + "(?![\\d.:])\\b(?:,?\\s+" + YEAR + ")?"),
          Pattern.compile("\\b" + MONTH + "\\s+(?:of\\s+)?" + YEAR),
          Pattern.compile("\\b(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\." + YEAR),
          Pattern.compile("\\b(?<month>\\d{1,2})/(?<day>\\d{1,2})/" + YEAR));

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** The dates of a text, and the text with blanks in their place. */
  record Found(List<Day> days, String rest) {}

  static Found in(String text) {
    List<Day> days = new ArrayList<>();
    StringBuilder rest = new StringBuilder(text);
    for (Pattern form : FORMS) {
      String left = rest.toString();
      form.matcher(left)
          .results()
          .forEach(
              found -> {
                if (add(found, form == FORMS.getLast(), days)) {
                  rest.replace(found.start(), found.end(), " ".repeat(found.group().length()));
                }
              });
    }
    return new Found(days, rest.toString());
  }

  private static boolean add(MatchResult found, boolean anyOrder, List<Day> days) {
    int month = month(found.group("month"));
    int day = number(found, "day");
    int year = number(found, "year");
    boolean fits = month >= 1 && month <= 12 && day <= 31;
    if (fits) {
      days.add(new Day(year, month, day, found.group()));
    }
    // 3/5/2026 is the 5th of March to some and the 3rd of May to others.
    boolean other = anyOrder && day >= 1 && day <= 12 && month <= 31;
    if (other && month != day) {
      days.add(new Day(year, day, month, found.group()));
    }
    return fits || other;
  }

  private static int number(MatchResult found, String group) {
    if (!found.namedGroups().containsKey(group)) {
      return 0;
    }
    String digits = found.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int month(String written) {
    return Character.isDigit(written.charAt(0))
        ? Integer.parseInt(written)
        : MONTHS.indexOf(written.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
  }

  /** Whether all that it gives is given by one of these dates, the year by one of these numbers. */
  boolean foundIn(Collection<Day> days, Collection<Quantity> numbers) {
    return days.stream()
        .anyMatch(
            other ->
                month == other.month
                    && (day == 0 || day == other.day)
                    && (year == 0 || year == other.year || (other.year == 0 && given(numbers))));
  }

  private boolean given(Collection<Quantity> numbers) {
    return numbers.stream()
        .anyMatch(number -> number.values().contains(java.math.BigDecimal.valueOf(year)));
  }
}

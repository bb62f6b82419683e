package dev.millrace.orchestration.guard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A number with its unit: 1,000 = 1000 = one thousand, 5 % = 5 percent, $12 = 12 dollars.
 *
 * @param values what it can mean; two where the separator is a decimal point to some and a
 *     thousands separator to others
 * @param unit in one spelling, or empty
 * @param word whether it is written as a word
 * @param next the word after it, lower case, or empty
 * @param label the name or noun before it that it tells one of, lower case, or empty: "Form 1099",
 *     "version 8"
 * @param written as it stands in the text
 * @param at where that is, in UTF-16 units
 */
record Quantity(
    Set<BigDecimal> values,
    String unit,
    boolean word,
    String next,
    String label,
    String written,
    int at) {
  private static final Map<String, String> UNITS = units();

  private static final String WORDS =
      "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
          + "|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
          + "|eighty|ninety|hundred|thousand|million|billion|trillion)";

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<currency>[$€£¥])?\\s?(?<digits>\\d+(?:[.,'\u00A0\u202F]\\d+){0,8})"
              + "(?:\\s?-?(?<scale>thousand|million|billion|trillion|bn|[kKMB](?![\\p{L}\\d])))?"
              + "|(?<![\\p{L}\\d])(?<words>"
              + WORDS
              + "(?:(?:[\\s-]+|\\s+and\\s+)"
              + WORDS
              + "){0,12})(?![\\p{L}\\d])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern UNIT =
      Pattern.compile("\\G[\\s\u00A0-]*(%|°[CF]|[$€£¥]|\\p{L}+(?:\\s+cent\\b)?)(?:\\s+(\\p{L}+))?");

  private static final Map<String, Integer> SMALL =
      Map.ofEntries(
          Map.entry("zero", 0),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("seventy", 70),
          Map.entry("eighty", 80),
          Map.entry("ninety", 90));

  private static final Map<String, BigDecimal> SCALES =
      Map.of(
          "hundred",
          BigDecimal.valueOf(100),
          "thousand",
          BigDecimal.valueOf(1_000),
          "k",
          BigDecimal.valueOf(1_000),
          "million",
          BigDecimal.valueOf(1_000_000),
          "m",
          BigDecimal.valueOf(1_000_000),
          "billion",
          BigDecimal.valueOf(1_000_000_000),
          "b",
          BigDecimal.valueOf(1_000_000_000),
          "bn",
          BigDecimal.valueOf(1_000_000_000),
          "trillion",
          BigDecimal.valueOf(1_000_000_000_000L));

  Quantity {
    values = Set.copyOf(values);
  }

  private static Map<String, String> units() {
    String[] spellings = {
      "% percent percentage pct per\u00A0cent",
      "$ dollar dollars usd",
      "€ euro euros eur",
      "£ pound pounds gbp",
      "¥ yen jpy",
      "day days",
      "week weeks",
      "month months",
      "year years yr yrs",
      "hour hours hr hrs h",
      "minute minutes min mins",
      "second seconds sec secs s",
      "millisecond milliseconds ms",
      "km kilometre kilometres kilometer kilometers",
      "m metre metres meter meters",
      "cm centimetre centimetres centimeter centimeters",
      "mm millimetre millimetres millimeter millimeters",
      "mile miles mi",
      "foot feet ft",
      "inch inches",
      "kg kilogram kilograms",
      "g gram grams",
      "mg milligram milligrams",
      "lb lbs",
      "tonne tonnes ton tons",
      "kb kilobyte kilobytes",
      "mb megabyte megabytes",
      "gb gigabyte gigabytes",
      "tb terabyte terabytes",
      "°c",
      "°f",
      "kw",
      "mw",
      "kwh",
      "ghz",
      "mhz",
      "token tokens",
      "cent cents",
      "decade decades",
      "century centuries"
    };
    return java.util.Arrays.stream(spellings)
        .map(line -> line.split(" ", -1))
        .flatMap(line -> java.util.Arrays.stream(line).map(word -> Map.entry(word, line[0])))
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> entry.getKey().replace('\u00A0', ' '), Map.Entry::getValue));
  }

  /** The numbers of a text, in order. */
  static List<Quantity> in(String text) {
    List<Quantity> found = new ArrayList<>();
    Matcher number = NUMBER.matcher(text);
    Matcher unit = UNIT.matcher(text);
    while (number.find()) {
      String first = "";
      String second = "";
      if (unit.find(number.end())) {
        first = unit.group(1).toLowerCase(Locale.ROOT);
        second = unit.group(2) == null ? "" : unit.group(2).toLowerCase(Locale.ROOT);
      }
      String known = UNITS.getOrDefault(first, UNITS.getOrDefault(second, ""));
      String currency = number.group("currency");
      String words = number.group("words");
      found.add(
          new Quantity(
              words == null
                  ? values(number.group("digits"), number.group("scale"))
                  : Set.of(spelled(words)),
              currency == null ? known : currency,
              words != null,
              first,
              Numbered.label(text, number.start(words == null ? "digits" : "words")),
              number.group().strip(),
              number.start()));
    }
    return found;
  }

  private static Set<BigDecimal> values(String digits, String scale) {
    BigDecimal factor =
        scale == null
            ? BigDecimal.ONE
            : SCALES.getOrDefault(scale.toLowerCase(Locale.ROOT), BigDecimal.ONE);
    return readings(digits).stream()
        .map(value -> plain(value.multiply(factor)))
        .collect(Collectors.toSet());
  }

  private static Set<BigDecimal> readings(String digits) {
    String all = digits.replaceAll("['\u00A0\u202F]", "");
    int comma = all.lastIndexOf(',');
    int point = all.lastIndexOf('.');
    if (comma < 0 && point < 0) {
      return Set.of(new BigDecimal(all));
    }
    int last = Math.max(comma, point);
    BigDecimal whole = new BigDecimal(all.replaceAll("[.,]", ""));
    BigDecimal decimal =
        new BigDecimal(
            all.substring(0, last).replaceAll("[.,]", "") + "." + all.substring(last + 1));
    if (comma >= 0 && point >= 0) {
      return Set.of(decimal);
    }
    boolean thousands = all.matches("\\d{1,3}(?:[.,]\\d{3})+");
    if (!thousands) {
      return Set.of(decimal);
    }
    return comma >= 0 || all.indexOf('.') != point ? Set.of(whole) : Set.of(whole, decimal);
  }

  private static BigDecimal spelled(String words) {
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal part = BigDecimal.ZERO;
    for (String word : words.toLowerCase(Locale.ROOT).split("[\\s-]+", -1)) {
      Integer small = SMALL.get(word);
      if (small != null) {
        part = part.add(BigDecimal.valueOf(small));
      } else if (word.equals("hundred")) {
        part = part.max(BigDecimal.ONE).multiply(BigDecimal.valueOf(100));
      } else if (SCALES.containsKey(word)) {
        total =
            total.add(part.max(BigDecimal.ONE).multiply(SCALES.getOrDefault(word, BigDecimal.ONE)));
        part = BigDecimal.ZERO;
      }
    }
    return plain(total.add(part));
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Whether both are the same number of the same thing, as far as both say of what. */
  boolean agrees(Quantity other) {
    return sameUnit(other) && values.stream().anyMatch(other.values::contains);
  }

  private boolean sameUnit(Quantity other) {
    // Nobody leaves out a percent sign, as they do "days" the second time.
    boolean percent = unit.equals("%") || other.unit.equals("%");
    return unit.equals(other.unit) || (!percent && (unit.isEmpty() || other.unit.isEmpty()));
  }

  /**
   * Whether it must be found. A small number that is written as a word often only counts what the
   * sentence lists ("two ways"); it must be found if it has a unit.
   */
  boolean claims() {
    return !word
        || !unit.isEmpty()
        || values.stream().anyMatch(v -> v.compareTo(BigDecimal.TEN) > 0);
  }

  /** Whether it is a number of things, each of which is called by the next word. */
  boolean counts() {
    return unit.isEmpty() && next.length() > 3;
  }

  /** Whether the same word follows, as far as both are followed by one. */
  boolean countsTheSame(Quantity other) {
    return other.next.isEmpty() || next.equals(other.next);
  }

  /** Whether it counts the same thing, but otherwise. */
  boolean contradicts(Quantity other) {
    return !next.isEmpty() && next.equals(other.next) && !agrees(other);
  }
}

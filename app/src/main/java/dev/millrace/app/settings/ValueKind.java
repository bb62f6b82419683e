package dev.millrace.app.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which values a setting takes. */
public sealed interface ValueKind {
  /** What is expected, to end the sentence "Give …". */
  String expected();

  /** Empty if the value is valid; else what is wrong with it, to follow the value. */
  Optional<String> problem(String value);

  /** Any text that is not empty; {@code form} says what it should be, "a path". */
  record Text(String form) implements ValueKind {
    @Override
    public String expected() {
      return form;
    }

    @Override
    public Optional<String> problem(String value) {
      return value.isBlank() ? Optional.of("is empty") : Optional.empty();
    }
  }

  /** Text of a form: {@code form} says it to people, {@code pattern} all of it must match. */
  record Formed(String form, Pattern pattern) implements ValueKind {
    @Override
    public String expected() {
      return form;
    }

    @Override
    public Optional<String> problem(String value) {
      return pattern.matcher(value).matches() ? Optional.empty() : Optional.of("is not that");
    }
  }

  /** Text that is never shown. */
  record Secret(String form) implements ValueKind {
    @Override
    public String expected() {
      return form;
    }

    @Override
    public Optional<String> problem(String value) {
      return value.isBlank() ? Optional.of("is empty") : Optional.empty();
    }
  }

  /** So many bytes in base64, never shown. */
  record SecretBytes(int count) implements ValueKind {
    @Override
    public String expected() {
      return count + " random bytes in base64";
    }

    @Override
    public Optional<String> problem(String value) {
      try {
        return Base64.getDecoder().decode(value.strip()).length == count
            ? Optional.empty()
            : Optional.of("is of another length");
      } catch (IllegalArgumentException e) {
        return Optional.of("is not base64");
      }
    }
  }

  /** A whole number, both ends included. */
  record Count(long least, long most) implements ValueKind {
    @Override
    public String expected() {
      return "a whole number from " + least + " to " + most;
    }

    @Override
    public Optional<String> problem(String value) {
      try {
        long number = Long.parseLong(value.strip());
        return number < least || number > most ? Optional.of("is out of range") : Optional.empty();
      } catch (NumberFormatException e) {
        return Optional.of("is not a whole number");
      }
    }
  }

  /** An amount of bytes, {@code 100MB}; the units are powers of 1024. Both ends included. */
  record Size(long leastBytes, long mostBytes) implements ValueKind {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([KMG]?B)?");
    private static final Map<String, Integer> SHIFT = Map.of("B", 0, "KB", 10, "MB", 20, "GB", 30);

    @Override
    public String expected() {
      return "a size from " + written(leastBytes) + " to " + written(mostBytes) + ", like 100MB";
    }

    @Override
    public Optional<String> problem(String value) {
      return bytes(value)
          .map(bytes -> bytes < leastBytes || bytes > mostBytes ? "is out of range" : "")
          .or(() -> Optional.of("is not a size"))
          .filter(problem -> !problem.isEmpty());
    }

    static Optional<Long> bytes(String value) {
      Matcher form = FORM.matcher(value.strip().toUpperCase(Locale.ROOT));
      if (!form.matches()) {
        return Optional.empty();
      }
      String unit = form.group(2) == null ? "B" : form.group(2);
      return Optional.of(Long.parseLong(form.group(1)) << SHIFT.getOrDefault(unit, 0));
    }

    private static String written(long bytes) {
      for (String unit : new String[] {"GB", "MB", "KB"}) {
        int shift = SHIFT.getOrDefault(unit, 0);
        if (bytes >= 1L << shift && bytes % (1L << shift) == 0) {
          return (bytes >> shift) + unit;
        }
      }
      return bytes + "B";
    }
  }

  /** A length of time, {@code 60s}; both ends included. */
  record Time(Duration least, Duration most) implements ValueKind {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    @Override
    public String expected() {
      return "a time from " + written(least) + " to " + written(most) + ", like 60s or 500ms";
    }

    @Override
    public Optional<String> problem(String value) {
      return duration(value)
          .map(
              time ->
                  time.compareTo(least) < 0 || time.compareTo(most) > 0 ? "is out of range" : "")
          .or(() -> Optional.of("is not a time"))
          .filter(problem -> !problem.isEmpty());
    }

    static Optional<Duration> duration(String value) {
      Matcher form = FORM.matcher(value.strip().toLowerCase(Locale.ROOT));
      if (!form.matches()) {
        return Optional.empty();
      }
      long number = Long.parseLong(form.group(1));
      return Optional.of(
          switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }

    private static String written(Duration time) {
      if (time.toMillisPart() > 0) {
        return time.toMillis() + "ms";
      }
      if (time.toSecondsPart() > 0) {
        return time.toSeconds() + "s";
      }
      return time.toMinutesPart() > 0 ? time.toMinutes() + "m" : time.toHours() + "h";
    }
  }

  /** One of some words. */
  record OneOf(List<String> words) implements ValueKind {
    public OneOf {
      words = List.copyOf(words);
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", words);
    }

    @Override
    public Optional<String> problem(String value) {
      return words.contains(value.strip()) ? Optional.empty() : Optional.of("is none of them");
    }
  }

  /** Some of some words, with commas between them. */
  record SomeOf(List<String> words) implements ValueKind {
    public SomeOf {
      words = List.copyOf(words);
    }

    @Override
    public String expected() {
      return "some of " + String.join(", ", words) + ", with commas between them";
    }

    @Override
    public Optional<String> problem(String value) {
      return list(value).stream()
          .filter(word -> !words.contains(word))
          .map(word -> "has \"" + word + "\", which is none of them")
          .findFirst();
    }

    static List<String> list(String value) {
      return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }
  }

  /** An amount of money that is not negative, {@code 0.15}. */
  record Amount() implements ValueKind {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    @Override
    public String expected() {
      return "an amount like 0.15";
    }

    @Override
    public Optional<String> problem(String value) {
      return FORM.matcher(value.strip()).matches()
          ? Optional.empty()
          : Optional.of("is not an amount");
    }
  }
}

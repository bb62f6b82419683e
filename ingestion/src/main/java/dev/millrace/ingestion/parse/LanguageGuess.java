package dev.millrace.ingestion.parse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which language a text is in, by its script and by the words that hold sentences together. Takes
 * some ten microseconds and no memory to speak of; libraries with statistics of letters take
 * seconds to start and 100 MB in each parser process.
 */
final class LanguageGuess {
  /** What is looked at: some pages. In UTF-16 units. */
  private static final int SAMPLE = 8_192;

  /** Shorter texts are titles, tables and codes. In letters. */
  private static final int LEAST_LETTERS = 80;

  /** Of running text in a language about this share are its common words; of others, far less. */
  private static final double LEAST_SHARE = 0.12;

  /** The best must be this much better than the next: near relatives share words. */
  private static final double LEAD = 1.15;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

  /** Scripts that one language alone, of those that there is much text in, is written in. */
  private static final Map<UnicodeScript, String> BY_SCRIPT =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(UnicodeScript.HANGUL, "ko"),
              Map.entry(UnicodeScript.HAN, "zh"),
              Map.entry(UnicodeScript.GREEK, "el"),
              Map.entry(UnicodeScript.HEBREW, "he"),
              Map.entry(UnicodeScript.THAI, "th"),
              Map.entry(UnicodeScript.GEORGIAN, "ka"),
              Map.entry(UnicodeScript.ARMENIAN, "hy"),
              Map.entry(UnicodeScript.BENGALI, "bn"),
              Map.entry(UnicodeScript.TAMIL, "ta"),
              Map.entry(UnicodeScript.TELUGU, "te"),
              Map.entry(UnicodeScript.KANNADA, "kn"),
              Map.entry(UnicodeScript.MALAYALAM, "ml"),
              Map.entry(UnicodeScript.GUJARATI, "gu"),
              Map.entry(UnicodeScript.GURMUKHI, "pa"),
              Map.entry(UnicodeScript.SINHALA, "si"),
              Map.entry(UnicodeScript.KHMER, "km"),
              Map.entry(UnicodeScript.LAO, "lo"),
              Map.entry(UnicodeScript.MYANMAR, "my"),
              Map.entry(UnicodeScript.ETHIOPIC, "am")));

  /** The languages that each common word belongs to. */
  private static final Map<String, List<String>> COMMON = common();

  private LanguageGuess() {}

  /** ISO 639-1; empty for a text that is too short, mixed, or in a language that isn't known. */
  static Optional<String> of(String text) {
    String sample = text.substring(0, Math.min(text.length(), SAMPLE));
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    sample
        .codePoints()
        .filter(Character::isLetter)
        .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1, Integer::sum));
    int all = letters.values().stream().mapToInt(Integer::intValue).sum();
    int kana =
        letters.getOrDefault(UnicodeScript.HIRAGANA, 0)
            + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
    // A letter of these says as much as a word elsewhere, or half of one.
    if (kana > 5 && kana * 10 > all) {
      return Optional.of("ja");
    }
    for (Map.Entry<UnicodeScript, Integer> script : letters.entrySet()) {
      if (script.getValue() > 20 && script.getValue() * 2 > all) {
        String language = BY_SCRIPT.get(script.getKey());
        if (language != null) {
          return Optional.of(language);
        }
      }
    }
    return all < LEAST_LETTERS ? Optional.empty() : byWords(sample);
  }

  private static Optional<String> byWords(String sample) {
    Map<String, Double> scores = new HashMap<>();
    int words = 0;
    var matcher = WORD.matcher(sample.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words++;
      for (String language : COMMON.getOrDefault(matcher.group(), List.of())) {
        scores.merge(language, 1.0, Double::sum);
      }
    }
    String best = "";
    double first = 0;
    double second = 0;
    for (Map.Entry<String, Double> score : scores.entrySet()) {
      if (score.getValue() > first) {
        second = first;
        first = score.getValue();
        best = score.getKey();
      } else {
        second = Math.max(second, score.getValue());
      }
    }
    return first >= LEAST_SHARE * words && first >= LEAD * second
        ? Optional.of(best)
        : Optional.empty();
  }

  private static Map<String, List<String>> common() {
    Map<String, List<String>> common = new HashMap<>();
    try (InputStream in = LanguageGuess.class.getResourceAsStream("common-words.txt")) {
      if (in == null) {
        throw new IllegalStateException("common-words.txt is not on the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          for (String word : List.of(words).stream().skip(1).distinct().toList()) {
            common.computeIfAbsent(word, none -> new ArrayList<>()).add(words[0]);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return common;
  }
}

package dev.millrace.orchestration.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word as it is written, stop words included.
 *
 * @param lower in lower case
 * @param capital whether it starts with a capital
 * @param number whether it holds a digit or names a number
 * @param start position in the text, in UTF-16 units
 */
record Word(String lower, boolean capital, boolean number, int start) {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}]+(?:[.,'’/:-][\\p{L}\\p{N}]+)*");

  private static final Pattern NUMBER =
      Pattern.compile(
          ".*\\p{Nd}.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred"
              + "|thousand|million|billion|half|third|quarter|twice|once|double|none|both");

  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    Matcher found = WORD.matcher(text);
    while (found.find()) {
      String word = found.group();
      String lower = word.toLowerCase(Locale.ROOT);
      words.add(
          new Word(
              lower,
              Character.isUpperCase(word.codePointAt(0)),
              NUMBER.matcher(lower).matches(),
              found.start()));
    }
    return words;
  }
}

package dev.millrace.orchestration.guard;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words by which things are called: names, and codes like TG-40, which is TG 40 and TG40 too. */
final class Names {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[’'&.][\\p{L}\\p{N}]+)*");
  private static final Pattern CODE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:([\\p{L}]{1,8})[-–‐‑]?(\\d+\\p{L}?)|(\\p{Lu}{2,6})\\s(\\d+\\p{L}?)"
              + "|(\\d+(?:\\.\\d+){2,}|\\d{1,2}:\\d{2}))(?![\\p{L}\\p{N}])");

  /** Capitalised, but names of nothing. */
  private static final Set<String> NO_NAMES =
      Set.of(
          "i", "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "she", "they",
          "we", "you", "your", "his", "her", "their", "our", "my", "in", "on", "at", "by", "for",
          "from", "to", "of", "with", "as", "and", "or", "but", "if", "when", "while", "yes", "no",
          "not", "there", "here", "what", "which", "who", "how", "why", "where", "also", "however");

  private Names() {}

  /**
   * Codes of a text in one spelling: lower case, nothing between letters and digits. Version
   * numbers and times of day are codes too.
   */
  static Set<String> codes(String text) {
    return CODE.matcher(text).results().map(Names::code).collect(Collectors.toSet());
  }

  /** A text with blanks in place of its codes, whose digits are no numbers. */
  static String withoutCodes(String text) {
    return CODE.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
  }

  private static String code(MatchResult found) {
    if (found.group(5) != null) {
      return found.group(5).replaceFirst("^0+(?=\\d)", "");
    }
    String letters = found.group(1) == null ? found.group(3) : found.group(1);
    String digits = found.group(1) == null ? found.group(4) : found.group(2);
    return (letters + digits).toLowerCase(Locale.ROOT);
  }

  /**
   * The words of names in a sentence: capitalised ones, but the first only if it has a capital
   * within or is followed by another.
   */
  static Set<String> in(String sentence) {
    Set<String> names = new LinkedHashSet<>();
    Matcher word = WORD.matcher(sentence);
    boolean opens = true;
    String first = "";
    int firstEnd = -2;
    while (word.find()) {
      String written = word.group();
      boolean capital = Character.isUpperCase(written.codePointAt(0));
      boolean within = written.chars().skip(1).anyMatch(Character::isUpperCase);
      if (capital && !NO_NAMES.contains(written.toLowerCase(Locale.ROOT))) {
        if (!opens || within) {
          names.add(form(written));
        } else {
          first = written;
          firstEnd = word.end();
        }
        if (firstEnd == word.start() - 1 && sentence.charAt(firstEnd) == ' ') {
          names.add(form(first));
        }
      }
      opens =
          word.end() < sentence.length() && ".:!?\n|“\"".indexOf(sentence.charAt(word.end())) >= 0;
    }
    return names;
  }

  /** All words of a text in the form in which names are compared. */
  static Set<String> words(String text) {
    return WORD.matcher(text)
        .results()
        .map(found -> form(found.group()))
        .collect(Collectors.toSet());
  }

  /** First letters of capitalised words that follow each other: what they are shortened to. */
  static String initials(String text) {
    StringBuilder initials = new StringBuilder();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      int first = word.group().codePointAt(0);
      if (Character.isUpperCase(first)) {
        initials.appendCodePoint(Character.toLowerCase(first));
      } else if (word.group().length() > 3) {
        initials.append(' ');
      }
    }
    return initials.toString();
  }

  private static String form(String written) {
    String word = written.replace('’', '\'').toLowerCase(Locale.ROOT);
    if (word.endsWith("'s")) {
      word = word.substring(0, word.length() - 2);
    }
    word = word.replace(".", "");
    return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }
}

package dev.millrace.orchestration.guard;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words by which things are called: names, and codes like TG-40, which is TG 40 and TG40 too. */
final class Names {
  private static final Pattern WORD =
      Pattern.compile(
          "\\p{L}(?:\\.\\p{L}(?![\\p{L}\\p{N}])){1,8}|[\\p{L}\\p{N}]+(?:[’'&][\\p{L}\\p{N}]+){0,8}");
  private static final Pattern CODE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:([\\p{L}]{1,8})[-–‐‑]?(\\d+\\p{L}?)|(\\p{Lu}{2,6})\\s(\\d+\\p{L}?)"
              + "|(\\d+(?:\\.\\d+){2,8}|\\d{1,2}:\\d{2}))(?![\\p{L}\\p{N}])");

  /** Capitalised, but names of nothing. */
  private static final Set<String> NO_NAMES =
      Set.of(
          "i", "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "she", "they",
          "we", "you", "your", "his", "her", "their", "our", "my", "in", "on", "at", "by", "for",
          "from", "to", "of", "with", "as", "and", "or", "but", "if", "when", "while", "yes", "no",
          "not", "ai", "api", "ui", "url", "pdf", "id", "faq", "sdk", "ok", "tv", "pc", "there",
          "here", "what", "which", "who", "how", "why", "where", "also", "however");

  private static final Pattern MONTH =
      Pattern.compile(
          "(?:January|February|March|April|May|June|July|August|September|October|November|December)");

  private static final Pattern RUN =
      Pattern.compile(
          "\\p{Lu}[\\p{L}]*(?:[\\s-]+(?:(?:of|and|for|the)\\s+)?\\p{Lu}[\\p{L}]*){1,12}");

  private static final Pattern BRACKET = Pattern.compile("\\((\\p{Lu}{2,8})s?\\)");

  private static final Pattern ACCENT = Pattern.compile("\\p{Mn}+");

  /** What words of one origin share at least, and what each may have more: Europe, European. */
  private static final int SHARED = 5;

  private static final int ENDING = 4;

  /**
   * "Mexico" and "Mexican": the last letter of the shorter one may differ, if it is one of these.
   */
  private static final String VOWELS = "aeiouy";

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

  /** Whether a word is a name of nothing though it is capitalised. */
  static boolean common(String written) {
    String word = written.replaceFirst("['’](?:ve|m|ll|d|re)$", "").toLowerCase(Locale.ROOT);
    return NO_NAMES.contains(word);
  }

  static boolean month(String written) {
    return MONTH.matcher(written).matches();
  }

  /** The words of names in a sentence: capitalised ones, but for the first of it. */
  static Set<String> in(String sentence) {
    return capitalised(sentence, false);
  }

  /** Words that begin a sentence: names only if they are seen to be elsewhere. */
  static Set<String> opening(String sentence) {
    return capitalised(sentence, true);
  }

  /** Two words of names that follow each other. */
  record Pair(String first, String second) {}

  /**
   * Words of names that follow each other with a blank between; not the sentence's first, no
   * abbreviations and no months, which stand beside anything.
   */
  static List<Pair> pairs(String sentence) {
    List<Pair> pairs = new ArrayList<>();
    Matcher word = WORD.matcher(sentence);
    String before = "";
    int end = 0;
    while (word.find()) {
      String written = word.group();
      boolean next = word.start() == end + 1 && sentence.charAt(end) == ' ';
      if (joins(written) && next && !before.isEmpty()) {
        pairs.add(new Pair(before, form(written)));
      }
      before = joins(written) && word.start() > 0 ? form(written) : "";
      end = word.end();
    }
    return pairs;
  }

  private static boolean joins(String written) {
    return Character.isUpperCase(written.codePointAt(0))
        && written.length() > 2
        && Character.isLowerCase(written.charAt(1))
        && !common(written)
        && !month(written);
  }

  /** First letters of each run of capitalised words that has this one: with and without "of". */
  static List<String> shortenings(String sentence, String name) {
    List<String> all = new ArrayList<>();
    Matcher run = RUN.matcher(sentence);
    while (run.find()) {
      List<String> words = sequence(run.group());
      if (words.contains(name)) {
        StringBuilder capitals = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        for (String word : run.group().split("[\\s-]+", -1)) {
          letters.append(Character.toLowerCase(word.charAt(0)));
          if (Character.isUpperCase(word.charAt(0))) {
            capitals.append(Character.toLowerCase(word.charAt(0)));
          }
        }
        all.add(capitals.toString());
        all.add(letters.toString());
      }
    }
    all.removeIf(letters -> letters.length() < 2);
    return all;
  }

  /** Whether the text says itself what it shortens: "a key-wrapping key (KWK)". */
  static boolean explained(String sentence, String name) {
    Matcher bracket = BRACKET.matcher(sentence);
    while (bracket.find()) {
      if (form(bracket.group(1)).equals(name)) {
        List<String> words = sequence(sentence.substring(0, bracket.start()));
        String letters =
            words.stream().map(word -> word.substring(0, 1)).collect(Collectors.joining());
        return letters.endsWith(bracket.group(1).toLowerCase(Locale.ROOT));
      }
    }
    return false;
  }

  /** All words of a text in order, in the form in which names are compared. */
  static List<String> sequence(String text) {
    return WORD.matcher(text).results().map(found -> form(found.group())).toList();
  }

  /** Whether both come of the same word: Europe and European, Revolution and Revolutionary. */
  static boolean akin(String one, String other) {
    int shared = 0;
    int length = Math.min(one.length(), other.length());
    while (shared < length && one.charAt(shared) == other.charAt(shared)) {
      shared++;
    }
    String shorter = one.length() == length ? one : other;
    boolean whole =
        length - shared == 0
            || (length - shared == 1 && VOWELS.indexOf(shorter.charAt(shared)) >= 0);
    return whole && shared >= SHARED && Math.max(one.length(), other.length()) - shared <= ENDING;
  }

  private static Set<String> capitalised(String sentence, boolean opening) {
    Set<String> names = new LinkedHashSet<>();
    Matcher word = WORD.matcher(sentence);
    boolean opens = true;
    while (word.find()) {
      String written = word.group();
      boolean capital = Character.isUpperCase(written.codePointAt(0));
      boolean within = written.chars().skip(1).anyMatch(Character::isUpperCase);
      // "D." of "Gordon D. Schaber", which others leave out.
      boolean initial = written.length() == 1 && sentence.startsWith(".", word.end());
      boolean name = capital && !initial && !common(written);
      if (name && (opens && !within) == opening) {
        names.add(form(written));
      }
      // "Dr. Haug": the full stop of a short capitalised word is an abbreviation's.
      boolean shortened = capital && written.length() <= 3;
      opens =
          word.end() < sentence.length()
              && (shortened ? ":!?\n|“\"" : ".:!?\n|“\"").indexOf(sentence.charAt(word.end())) >= 0;
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

  /** A word in the form in which names are compared. */
  static String form(String written) {
    String plain =
        ACCENT.matcher(Normalizer.normalize(written, Normalizer.Form.NFD)).replaceAll("");
    String word = plain.replace('’', '\'').toLowerCase(Locale.ROOT);
    if (word.endsWith("'s")) {
      word = word.substring(0, word.length() - 2);
    }
    word = word.replace(".", "");
    return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }
}

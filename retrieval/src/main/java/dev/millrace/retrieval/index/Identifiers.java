package dev.millrace.retrieval.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that machines gave or take: error codes, part numbers, versions, names in programs. They
 * are told by their form alone, strictly: {@code ERR_CONN_1042}, {@code PN-4711/B}, {@code
 * getUserName}, {@code v2.3.1} and {@code com.example.Pump} are some; {@code COVID-19}, {@code
 * mRNA}, {@code e.g.} and {@code 2.5} are not.
 */
public final class Identifiers {
  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_./:-]*");

  /** Inside identifiers; at the end of one they belong to the sentence. */
  private static final String MARKS = "_./:-";

  private static final Pattern SNAKE = Pattern.compile("[\\p{L}\\p{N}]+(_+[\\p{L}\\p{N}]+)+");

  /** As in programs: YouTube and McDonald are names like any others. */
  private static final Pattern CAMEL =
      Pattern.compile("\\p{Ll}{2,}(\\p{Lu}\\p{Ll}+)+\\p{N}*|(\\p{Lu}\\p{Ll}+){3,}\\p{N}*");

  private static final Pattern VERSION =
      Pattern.compile("[vV]\\p{N}+(\\.\\p{N}+)+.*|\\p{N}+(\\.\\p{N}+){2,}.*");

  private static final Pattern DOTTED =
      Pattern.compile("\\p{L}[\\p{L}\\p{N}]+(\\.\\p{L}[\\p{L}\\p{N}]+){2,}");

  /** Capital letters and three digits or more in one word, as in numbers of parts and tickets. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?=.*\\p{Lu})(?=(.*\\p{N}){3})[\\p{Lu}\\p{N}]+([-/][\\p{Lu}\\p{N}]+)*");

  private static final Pattern PART =
      Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|\\p{N}+|[\\p{L}&&[^\\p{Lu}\\p{Ll}]]+");

  private static final int SHORTEST_PART = 2;

  /** Longer ones are data: keys in base64, addresses of pages. */
  private static final int LONGEST = 64;

  private Identifiers() {}

  /** Those in a text, as they are written there, each once. */
  public static List<String> in(String text) {
    Set<String> found = new LinkedHashSet<>();
    Matcher tokens = TOKEN.matcher(text);
    while (tokens.find()) {
      int end = tokens.end();
      while (MARKS.indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      if (end - tokens.start() <= LONGEST && isUnlikeWords(text, tokens.start(), end)) {
        String token = text.substring(tokens.start(), end);
        if (isOne(token)) {
          found.add(token);
        }
      }
    }
    return new ArrayList<>(found);
  }

  /** Every identifier has a mark, a digit or an inner capital; most words are seen to have none. */
  private static boolean isUnlikeWords(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        continue;
      }
      if (c == '_'
          || c == '.'
          || isNumber(c)
          || (i > start && Character.isUpperCase(c))
          || Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumber(char c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static boolean isOne(String token) {
    return SNAKE.matcher(token).matches()
        || CAMEL.matcher(token).matches()
        || VERSION.matcher(token).matches()
        || DOTTED.matcher(token).matches()
        || NUMBERED.matcher(token).matches();
  }

  /** The parts of the identifiers in a text that are words by themselves, in lower case. */
  static Set<String> parts(String text) {
    Set<String> parts = new LinkedHashSet<>();
    for (String identifier : in(text)) {
      Matcher matcher = PART.matcher(identifier);
      while (matcher.find()) {
        if (matcher.group().length() >= SHORTEST_PART) {
          parts.add(matcher.group().toLowerCase(Locale.ROOT));
        }
      }
    }
    return parts;
  }
}

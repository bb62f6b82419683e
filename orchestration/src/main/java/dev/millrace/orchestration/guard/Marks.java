package dev.millrace.orchestration.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Citation marks in text: {@code [1]}, {@code [1, 3]}, {@code [1-3]}, {@code [^1]}, {@code 【1】},
 * {@code 【1†page】}. Not a mark: a link {@code [1](…)}, anything within inline code.
 */
final class Marks {
  /** Longest pair of brackets that is still looked at as a mark, in UTF-16 units. */
  static final int LONGEST = 80;

  /** A range over more is not one that a model means. */
  private static final int LONGEST_RANGE = 50;

  private static final int MOST_DIGITS = 9;

  /**
   * A pair of brackets with one number or more.
   *
   * @param start its first position, in UTF-16 units
   * @param end position after the last
   */
  record Mark(int start, int end, List<Integer> numbers) {}

  /** What is at a place where a bracket opens. */
  sealed interface Reading {
    /** A mark. */
    record Cites(Mark mark) implements Reading {}

    /** Text like other text. */
    record Text() implements Reading {}

    /** What has arrived so far can become either. */
    record Undecided() implements Reading {}
  }

  private static final Reading TEXT = new Reading.Text();
  private static final Reading UNDECIDED = new Reading.Undecided();

  private Marks() {}

  static boolean opens(char c) {
    return c == '[' || c == '【' || c == '［';
  }

  /**
   * Reads a mark.
   *
   * @param at where a bracket opens
   * @param ended whether nothing comes after the text
   */
  static Reading read(CharSequence text, int at, boolean ended) {
    char close = text.charAt(at) == '[' ? ']' : text.charAt(at) == '【' ? '】' : '］';
    int limit = Math.min(text.length(), at + LONGEST);
    boolean whole = ended || limit < text.length();
    List<Integer> numbers = new ArrayList<>();
    int i = at + 1;
    boolean range = false;
    while (true) {
      i = pastBlanks(text, i, limit);
      if (i < limit && text.charAt(i) == '^') {
        i++;
      }
      int digits = i;
      while (i < limit && Character.isDigit(text.charAt(i))) {
        i++;
      }
      if (i == digits) {
        return i == limit && !whole ? UNDECIDED : TEXT;
      }
      add(numbers, number(text, digits, i), range);
      i = pastBlanks(text, i, limit);
      if (i < limit && text.charAt(i) == '†') {
        while (i < limit && text.charAt(i) != close && text.charAt(i) != '\n') {
          i++;
        }
      }
      if (i == limit) {
        return whole ? TEXT : UNDECIDED;
      }
      char c = text.charAt(i);
      if (c == close) {
        return followed(text, new Mark(at, i + 1, List.copyOf(numbers)), ended);
      }
      range = c == '-' || c == '–';
      if (!range && c != ',' && c != ';') {
        return TEXT;
      }
      i++;
    }
  }

  /** A bracket with a target after it is a link. */
  private static Reading followed(CharSequence text, Mark mark, boolean ended) {
    if (mark.end() == text.length()) {
      return ended ? new Reading.Cites(mark) : UNDECIDED;
    }
    return text.charAt(mark.end()) == '(' ? TEXT : new Reading.Cites(mark);
  }

  private static int pastBlanks(CharSequence text, int from, int limit) {
    int i = from;
    while (i < limit && (text.charAt(i) == ' ' || text.charAt(i) == '\u00A0')) {
      i++;
    }
    return i;
  }

  private static int number(CharSequence text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (i - from >= MOST_DIGITS) {
        return Integer.MAX_VALUE;
      }
      value = value * 10 + Character.digit(text.charAt(i), 10);
    }
    return value;
  }

  private static void add(List<Integer> numbers, int number, boolean range) {
    int from = range ? numbers.getLast() : number;
    if (range && number > from && number - from <= LONGEST_RANGE) {
      for (int n = from + 1; n <= number; n++) {
        numbers.add(n);
      }
    } else {
      numbers.add(number);
    }
  }

  /** The marks of a whole text, in order. */
  static List<Mark> in(CharSequence text, int from) {
    List<Mark> marks = new ArrayList<>();
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '`') {
        i = pastCode(text, i);
      } else if (opens(c) && read(text, i, true) instanceof Reading.Cites(Mark mark)) {
        marks.add(mark);
        i = mark.end();
      } else {
        i++;
      }
    }
    return marks;
  }

  /** The position after inline code that begins here, or after its backticks if nothing ends it. */
  private static int pastCode(CharSequence text, int from) {
    int end = endOfCode(text, from);
    return end < 0 ? endOfRun(text, from) : end;
  }

  /**
   * The position after inline code, which is on one line and closed by as many backticks as opened
   * it; -1 if it is not closed.
   */
  static int endOfCode(CharSequence text, int from) {
    int open = endOfRun(text, from);
    int i = open;
    while (i < text.length() && text.charAt(i) != '\n') {
      if (text.charAt(i) == '`') {
        int end = endOfRun(text, i);
        if (end - i == open - from) {
          return end;
        }
        i = end;
      } else {
        i++;
      }
    }
    return -1;
  }

  /** The position after a run of the character that is here. */
  static int endOfRun(CharSequence text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) == text.charAt(from)) {
      i++;
    }
    return i;
  }

  /** The text with its marks in one form, and no blanks between marks that follow each other. */
  static String normalised(String text, List<Mark> marks) {
    StringBuilder all = new StringBuilder(text.length() + 8);
    int from = 0;
    @Nullable Mark last = null;
    for (Mark mark : marks) {
      String between = text.substring(from, mark.start());
      if (last == null || !between.chars().allMatch(c -> c == ' ')) {
        all.append(between);
      }
      mark.numbers().forEach(n -> all.append('[').append(n).append(']'));
      from = mark.end();
      last = mark;
    }
    return all.append(text, from, text.length()).toString();
  }

  /** The text without its marks and without the blanks before each. */
  static String without(CharSequence text) {
    StringBuilder rest = new StringBuilder(text.length());
    int from = 0;
    for (Mark mark : in(text, 0)) {
      rest.append(text, from, mark.start());
      while (!rest.isEmpty() && rest.charAt(rest.length() - 1) == ' ') {
        rest.setLength(rest.length() - 1);
      }
      from = mark.end();
    }
    return rest.append(text, from, text.length()).toString();
  }

  /**
   * The text with these numbers in place of its marks: at its end, before its white space and the
   * bar that ends a row.
   */
  static String replaced(String text, List<Integer> numbers) {
    String rest = without(text);
    String words = rest.stripTrailing();
    if (words.endsWith("|") && words.length() > 1) {
      words = words.substring(0, words.length() - 1).stripTrailing();
    }
    StringBuilder all = new StringBuilder(words).append(' ');
    numbers.forEach(n -> all.append('[').append(n).append(']'));
    return all.append(rest, words.length(), rest.length()).toString();
  }
}

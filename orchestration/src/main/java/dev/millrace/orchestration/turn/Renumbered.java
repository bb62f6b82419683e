package dev.millrace.orchestration.turn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A text whose marks have other numbers.
 *
 * @param places of the marks, in UTF-16 units
 */
record Renumbered(String text, List<Place> places) {
  /** The number that takes a mark out. */
  static final int NONE = 0;

  /** Inline code, in which brackets are no marks, or a pair of brackets that may be one. */
  private static final Pattern MARK =
      Pattern.compile("(?<!`)(`++)(?!`)[^\n]*?(?<!`)\\1(?!`)|( ?)\\[([0-9]{1,9})](?!\\()");

  private static final int BLANK = 2;
  private static final int DIGITS = 3;

  record Place(int n, int start, int end) {}

  Renumbered {
    places = List.copyOf(places);
  }

  /**
   * Gives marks new numbers.
   *
   * @param marks the numbers that the text cites, in order; other brackets, such as those in code
   *     that comes before its marks, are text
   * @param number the new one, or {@link #NONE}
   */
  static Renumbered of(String text, List<Integer> marks, IntUnaryOperator number) {
    StringBuilder changed = new StringBuilder();
    List<Place> places = new ArrayList<>();
    int from = 0;
    for (MatchResult mark : found(text, marks)) {
      int renumbered = number.applyAsInt(number(mark));
      changed.append(text, from, renumbered == NONE ? mark.start() : mark.end(BLANK));
      if (renumbered != NONE) {
        int start = changed.length();
        changed.append('[').append(renumbered).append(']');
        places.add(new Place(renumbered, start, changed.length()));
      }
      from = mark.end();
    }
    return new Renumbered(changed.append(text, from, text.length()).toString(), places);
  }

  /** From the end, since a block of code has its marks after it. */
  private static List<MatchResult> found(String text, List<Integer> marks) {
    List<MatchResult> brackets =
        MARK.matcher(text).results().filter(match -> match.group(DIGITS) != null).toList();
    Deque<MatchResult> found = new ArrayDeque<>();
    int next = marks.size();
    for (MatchResult bracket : brackets.reversed()) {
      if (next > 0 && number(bracket) == marks.get(next - 1)) {
        found.addFirst(bracket);
        next--;
      }
    }
    return List.copyOf(found);
  }

  private static int number(MatchResult mark) {
    return Integer.parseInt(mark.group(DIGITS));
  }

  /**
   * The marks in a longer text.
   *
   * @param at where this text begins in it, in code points
   */
  List<Mark> marks(int at) {
    return places.stream()
        .map(
            place ->
                new Mark(
                    place.n(),
                    at + text.codePointCount(0, place.start()),
                    at + text.codePointCount(0, place.end())))
        .toList();
  }
}

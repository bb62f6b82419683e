package dev.millrace.orchestration.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text whose marks have other numbers.
 *
 * @param places of the marks, in UTF-16 units
 */
record Renumbered(String text, List<Place> places) {
  private static final Pattern MARK = Pattern.compile("\\[([0-9]{1,9})]");

  record Place(int n, int start, int end) {}

  Renumbered {
    places = List.copyOf(places);
  }

  /**
   * Gives marks new numbers.
   *
   * @param marks the numbers that the text cites, in order; brackets with other numbers are text
   */
  static Renumbered of(String text, List<Integer> marks, IntUnaryOperator number) {
    StringBuilder changed = new StringBuilder();
    List<Place> places = new ArrayList<>();
    Matcher mark = MARK.matcher(text);
    int from = 0;
    for (int next = 0; next < marks.size() && mark.find(); ) {
      int old = Integer.parseInt(mark.group(1));
      if (old != marks.get(next)) {
        continue;
      }
      int renumbered = number.applyAsInt(old);
      changed.append(text, from, mark.start());
      int start = changed.length();
      changed.append('[').append(renumbered).append(']');
      places.add(new Place(renumbered, start, changed.length()));
      from = mark.end();
      next++;
    }
    return new Renumbered(changed.append(text, from, text.length()).toString(), places);
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

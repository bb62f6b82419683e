package dev.millrace.ingestion.chunk;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * The smallest parts of a text that are kept whole: blocks if they fit, else sentences, else less.
 */
final class Units {
  /** A part with its length in tokens; positions in UTF-16 units. */
  record Unit(int start, int end, int tokens) {}

  /** What no passage needs more of per wanted token, in UTF-16 units; English takes about five. */
  private static final int UNITS_PER_TOKEN = 10;

  private final String text;
  private final ToIntFunction<String> counter;
  private final int most;

  /**
   * @param most the most tokens that a unit may have
   */
  Units(String text, ToIntFunction<String> counter, int most) {
    this.text = text;
    this.counter = counter;
    this.most = most;
  }

  /** The longest that a passage of so many tokens may be, in UTF-16 units. */
  static int longest(int tokens) {
    return tokens * UNITS_PER_TOKEN;
  }

  /** The parts of a block, in order; together they hold all of it but white space. */
  List<Unit> of(int start, int end) {
    List<Unit> units = new ArrayList<>();
    if (fits(start, end, units)) {
      return units;
    }
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(new Window(text, start, end));
    int from = sentences.first();
    for (int to = sentences.next(); to != BreakIterator.DONE; to = sentences.next()) {
      sentence(from, to, units);
      from = to;
    }
    return units;
  }

  private void sentence(int start, int end, List<Unit> units) {
    int from = start;
    while (from < end && !fits(from, end, units)) {
      int cut = cut(from, end);
      add(from, cut, units);
      from = cut;
    }
  }

  /** Adds the part as it is if it is short enough. */
  private boolean fits(int start, int end, List<Unit> units) {
    if (end - start > longest(most)) {
      return false;
    }
    int tokens = counter.applyAsInt(text.substring(start, end));
    if (tokens > most) {
      return false;
    }
    if (!text.substring(start, end).isBlank()) {
      units.add(new Unit(start, end, tokens));
    }
    return true;
  }

  private void add(int start, int end, List<Unit> units) {
    String part = text.substring(start, end);
    if (!part.isBlank()) {
      units.add(new Unit(start, end, counter.applyAsInt(part)));
    }
  }

  /** Where to cut inside a sentence: as late as fits, at white space, else between characters. */
  private int cut(int start, int end) {
    int length = Math.min(end - start, longest(most));
    int tokens = counter.applyAsInt(text.substring(start, whole(start + length)));
    while (tokens > most && length > 1) {
      length = Math.max(1, (int) Math.min(length - 1L, (long) length * most / tokens));
      tokens = counter.applyAsInt(text.substring(start, whole(start + length)));
    }
    int latest = whole(start + length);
    for (int at = latest; at > start + length / 2; at--) {
      if (Character.isWhitespace(text.charAt(at - 1))) {
        return at;
      }
    }
    return latest;
  }

  /** The position, or the one after it if it would part a surrogate pair. */
  private int whole(int at) {
    boolean inside =
        at > 0
            && at < text.length()
            && Character.isHighSurrogate(text.charAt(at - 1))
            && Character.isLowSurrogate(text.charAt(at));
    return inside ? at + 1 : at;
  }
}

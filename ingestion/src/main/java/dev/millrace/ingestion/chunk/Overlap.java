package dev.millrace.ingestion.chunk;

import dev.millrace.ingestion.parse.Block;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Where a passage starts that repeats the end of the one before it: at a sentence or a block of its
 * own section, never in another section or on another page.
 */
final class Overlap {
  private final CanonicalText text;
  private final ToIntFunction<String> counter;

  Overlap(CanonicalText text, ToIntFunction<String> counter) {
    this.text = text;
    this.counter = counter;
  }

  /**
   * The stretch's start, moved back.
   *
   * @param earliest no further than this, in UTF-16 units: the start of the stretch before
   * @param most tokens that may be repeated at most
   */
  int start(Stretch stretch, int earliest, int most) {
    int section = text.utf16(stretch.section().start());
    int from = Math.max(Math.max(earliest, section), stretch.start() - Units.longest(most));
    if (most < 1 || from >= stretch.start()) {
      return stretch.start();
    }
    int start = stretch.start();
    for (int point : points(stretch, from).descendingSet()) {
      if (counter.applyAsInt(text.value().substring(point, stretch.start())) > most) {
        break;
      }
      start = point;
    }
    return start;
  }

  private NavigableSet<Integer> points(Stretch stretch, int from) {
    NavigableSet<Integer> points = new TreeSet<>();
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(new Window(text.value(), from, stretch.start()));
    // The first boundary is where looking starts, be it within a sentence.
    sentences.first();
    for (int at = sentences.next(); at != BreakIterator.DONE; at = sentences.next()) {
      points.add(at);
    }
    for (Block block : stretch.section().body()) {
      points.add(text.utf16(block.start()));
    }
    return points.subSet(from, true, stretch.start(), false);
  }
}

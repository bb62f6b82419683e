package dev.millrace.app.console;

import static java.util.Objects.requireNonNull;

import dev.millrace.app.console.DocumentPage.Piece;
import dev.millrace.app.console.DocumentPage.TextPage;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document's text, cut wherever a page, a passage or a marked span begins or ends, so that the
 * mark covers exactly its span. A long text is shown a stretch at a time. All positions are in code
 * points.
 */
final class TextCut {
  /** How long a stretch is, until the next passage or page begins. Some 30 printed pages. */
  static final int STRETCH = 60_000;

  /** Positions from {@code start} up to, and without, {@code end}. */
  record Span(int start, int end) {}

  /** No position is within it. */
  private static final Span NOWHERE = new Span(-1, -1);

  /** Where a passage is. */
  record PassageSpan(UUID id, int start, int end) {}

  private record Numbered(int number, UUID id) {}

  private final CanonicalText text;
  private final List<Integer> pageStarts;
  private final SortedMap<Integer, Numbered> passages = new TreeMap<>();
  private final TreeSet<Integer> cuts = new TreeSet<>();
  private final List<Span> stretches;
  private final Span marked;

  /**
   * Cuts a text.
   *
   * @param pageStarts where each page starts; empty for a text without pages
   * @param passages in reading order
   * @param marked within the text; null for none
   */
  TextCut(
      CanonicalText text,
      List<Integer> pageStarts,
      List<PassageSpan> passages,
      @Nullable Span marked) {
    this.text = requireNonNull(text, "text");
    this.pageStarts = List.copyOf(pageStarts);
    this.marked = marked == null ? NOWHERE : marked;
    int number = 0;
    for (PassageSpan passage : passages) {
      number++;
      this.passages.put(passage.start(), new Numbered(number, passage.id()));
      cuts.add(passage.end());
    }
    cuts.addAll(this.passages.keySet());
    cuts.addAll(pageStarts);
    this.stretches = stretches();
    if (marked != null) {
      cuts.add(marked.start());
      cuts.add(marked.end());
    }
  }

  private List<Span> stretches() {
    TreeSet<Integer> starts = new TreeSet<>(passages.keySet());
    starts.addAll(pageStarts);
    List<Span> found = new ArrayList<>();
    int from = 0;
    while (text.length() - from > STRETCH) {
      Integer next = starts.ceiling(from + STRETCH);
      int to = next == null || next - from > 2 * STRETCH ? from + STRETCH : next;
      if (to >= text.length()) {
        break;
      }
      found.add(new Span(from, to));
      from = to;
    }
    found.add(new Span(from, text.length()));
    return found;
  }

  /** How many stretches there are, at least one. */
  int count() {
    return stretches.size();
  }

  /** The stretch, from 0, in which a position is. */
  int stretchOf(int position) {
    int n = 0;
    while (n + 1 < stretches.size() && stretches.get(n + 1).start() <= position) {
      n++;
    }
    return n;
  }

  /** A stretch by pages. */
  List<TextPage> pages(int stretch) {
    Span shown = stretches.get(stretch);
    List<TextPage> pages = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    int page = pageAt(shown.start());
    int from = shown.start();
    while (from < shown.end()) {
      Integer cut = cuts.higher(from);
      int to = cut == null ? shown.end() : Math.min(cut, shown.end());
      if (pageAt(from) != page) {
        pages.add(new TextPage(page, pieces));
        pieces = new ArrayList<>();
        page = pageAt(from);
      }
      pieces.add(piece(from, to));
      from = to;
    }
    pages.add(new TextPage(page, pieces));
    return pages;
  }

  private int pageAt(int position) {
    int page = 0;
    while (page < pageStarts.size() && pageStarts.get(page) <= position) {
      page++;
    }
    return page;
  }

  private Piece piece(int from, int to) {
    Numbered passage = passages.get(from);
    boolean within = from >= marked.start() && to <= marked.end();
    return new Piece(
        text.slice(from, to),
        passage == null ? 0 : passage.number(),
        passage == null ? null : passage.id(),
        within,
        within && marked.start() == from);
  }
}

package dev.millrace.retrieval.search;

import java.util.List;

/** What came of a search. */
public sealed interface SearchResult {
  /**
   * Evidence, best first.
   *
   * @param position the log position that the index had reached
   * @param dropped candidates that the index proposed and Postgres refused: stale, deleted or no
   *     longer readable
   * @param notes what could not be done as it is configured
   */
  record Found(List<Evidence> evidence, long position, int dropped, List<SearchNote> notes)
      implements SearchResult {
    public Found {
      evidence = List.copyOf(evidence);
      notes = List.copyOf(notes);
    }

    /** With nothing to note. */
    public Found(List<Evidence> evidence, long position, int dropped) {
      this(evidence, position, dropped, List.of());
    }
  }

  /** The index did not reach the wanted position in time. */
  record Behind(long position, long wanted) implements SearchResult {}
}

package dev.millrace.retrieval.search;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What a search could not do as it is configured; its result is right all the same.
 *
 * @param text a sentence for people, without any text of query or documents
 */
public record SearchNote(Kind kind, String text) {
  /** What was missing. */
  public enum Kind {
    /** The reranker had no time for some of the passages, or for all. */
    RERANKER_LATE,
    /** The reranker failed. */
    RERANKER_FAILED,
    /** The reranker failed repeatedly and is not asked for a while. */
    RERANKER_LEFT_OUT,
    /** The reranker may not see the query, or some of the passages. */
    RERANKER_NOT_CLEARED;

    /** The name in JSON. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SearchNote {
    requireNonNull(kind, "kind");
    requireNonNull(text, "text");
  }
}

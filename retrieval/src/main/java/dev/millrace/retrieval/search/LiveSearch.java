package dev.millrace.retrieval.search;

import static java.util.Objects.requireNonNull;

/**
 * Searches whatever generation is served at the moment. A search that began in the one before ends
 * there; no search uses two.
 */
public final class LiveSearch implements EvidenceSearch {
  private volatile ServedGeneration served;

  public LiveSearch(ServedGeneration first) {
    this.served = requireNonNull(first, "first");
  }

  /** What is searched. */
  public ServedGeneration served() {
    return served;
  }

  /** From now on that one is searched. The one before may be closed. */
  public void serve(ServedGeneration next) {
    this.served = requireNonNull(next, "next");
  }

  @Override
  public SearchResult search(SearchRequest request) {
    while (true) {
      ServedGeneration now = served;
      var result = now.search(request);
      if (result.isPresent()) {
        return result.get();
      }
      if (now == served) {
        throw new IllegalStateException("the search is closed");
      }
    }
  }
}

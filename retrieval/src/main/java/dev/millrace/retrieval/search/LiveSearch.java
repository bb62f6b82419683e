package dev.millrace.retrieval.search;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Searches whatever generation is served at the moment. A search that began in the one before ends
 * there; no search uses two.
 */
public final class LiveSearch implements EvidenceSearch {
  /** How long one generation is waited for before looking whether it is still the one. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

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

  /**
   * Waits until searches see a position, also where another generation is gone over to meanwhile.
   *
   * @return whether they do
   */
  public boolean await(long position, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      if (served.await(position, Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())))) {
        return true;
      }
      if (left <= 0) {
        return false;
      }
    }
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

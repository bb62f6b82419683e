package dev.millrace.retrieval.search;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Filters;
import java.util.Optional;

/**
 * A question to the corpus.
 *
 * @param query 1 to {@value #LONGEST_QUERY} characters, not blank; what is an operator in it and
 *     what plain text, {@link QueryText} says
 * @param settings how to rank; empty for what is usual in the workspace, or as Millrace ships where
 *     nobody asks for that
 * @param limit passages wanted, 1 to {@value #MOST}
 * @param minPosition log position that the index must have reached; 0 for whatever it has
 * @param sensitivity of the query: it is embedded only where such text may go. What a person types
 *     is public, as for the fleet; what was made of evidence is as sensitive as that
 * @param filters what documents must meet
 */
public record SearchRequest(
    Viewer viewer,
    String query,
    Optional<SearchSettings> settings,
    int limit,
    long minPosition,
    Sensitivity sensitivity,
    Filters filters) {
  public static final int LONGEST_QUERY = 10_000;
  public static final int MOST = 1_000;

  /** With a query that somebody typed. */
  public SearchRequest(Viewer viewer, String query, SearchMode mode, int limit, long minPosition) {
    this(viewer, query, mode, limit, minPosition, Sensitivity.PUBLIC, Filters.NONE);
  }

  /** In a mode with all that belongs to it. */
  public SearchRequest(
      Viewer viewer,
      String query,
      SearchMode mode,
      int limit,
      long minPosition,
      Sensitivity sensitivity,
      Filters filters) {
    this(
        viewer,
        query,
        Optional.of(SearchSettings.of(mode)),
        limit,
        minPosition,
        sensitivity,
        filters);
  }

  public SearchRequest {
    requireNonNull(sensitivity, "sensitivity");
    requireNonNull(filters, "filters");
    requireNonNull(viewer, "viewer");
    requireNonNull(settings, "settings");
    if (query.isBlank() || query.length() > LONGEST_QUERY) {
      throw new IllegalArgumentException("a query has 1 to " + LONGEST_QUERY + " characters");
    }
    if (QueryText.of(query).onlyExcludes()) {
      throw new IllegalArgumentException(
          "the query only says what must not be there: say what to look for as well");
    }
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit is 1 to " + MOST + ", not " + limit);
    }
    if (minPosition < 0) {
      throw new IllegalArgumentException("minPosition is not negative");
    }
  }

  /** The same, ranked so. */
  public SearchRequest with(SearchSettings chosen) {
    return new SearchRequest(
        viewer, query, Optional.of(chosen), limit, minPosition, sensitivity, filters);
  }

  /** How it ranks. */
  SearchSettings ranking() {
    return settings.orElse(SearchSettings.SHIPPED);
  }

  /** The mode that it ranks by. */
  public SearchMode mode() {
    return ranking().mode();
  }

  /** The query as it was meant. */
  public QueryText text() {
    return QueryText.of(query);
  }
}

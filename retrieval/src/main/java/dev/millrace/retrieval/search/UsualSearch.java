package dev.millrace.retrieval.search;

import static java.util.Objects.requireNonNull;

/** A search that ranks as the workspace usually does, where a request says nothing of it. */
public final class UsualSearch implements EvidenceSearch {
  private final EvidenceSearch search;
  private final UsualSettings usual;

  public UsualSearch(EvidenceSearch search, UsualSettings usual) {
    this.search = requireNonNull(search, "search");
    this.usual = requireNonNull(usual, "usual");
  }

  @Override
  public SearchResult search(SearchRequest request) {
    return search.search(
        request.settings().isPresent()
            ? request
            : request.with(usual.of(request.viewer().workspace())));
  }
}

package dev.millrace.retrieval.search;

/** The read door. */
public interface EvidenceSearch {
  /** Finds evidence for a query that its viewer may read at this moment. */
  SearchResult search(SearchRequest request);
}

package dev.millrace.retrieval.filter;

import java.util.List;
import java.util.stream.Stream;

/** Conditions that a document must all meet. */
public record Filters(List<Filter> all) {
  /** No condition: every document. */
  public static final Filters NONE = new Filters(List.of());

  public Filters {
    all = List.copyOf(all);
  }

  /** Whether there is no condition. */
  public boolean none() {
    return all.isEmpty();
  }

  /** Whether a document with those facets meets them. */
  public boolean admit(Facets facets) {
    return all.stream().allMatch(filter -> filter.admits(facets));
  }

  /** These and those. */
  public Filters and(Filters others) {
    return new Filters(Stream.concat(all.stream(), others.all.stream()).toList());
  }
}

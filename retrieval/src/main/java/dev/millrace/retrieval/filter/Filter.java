package dev.millrace.retrieval.filter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A condition on a document. */
public sealed interface Filter {
  /** The date field that every document has: when Millrace last wrote it. */
  String UPDATED = "updatedAt";

  /** Whether a document with those facets meets it. */
  boolean admits(Facets facets);

  /**
   * The document has at least one of these values. None of them: no document.
   *
   * @param values all of one field
   */
  record AnyOf(Set<FacetValue> values) implements Filter {
    public AnyOf {
      values = Set.copyOf(values);
    }

    @Override
    public boolean admits(Facets facets) {
      return values.stream().anyMatch(facets.values()::contains);
    }
  }

  /**
   * The document has a date in that field, and it lies between.
   *
   * @param field {@value #UPDATED}, or {@code metadata.} and a key
   * @param from the first moment; empty for any
   * @param before the first moment after; empty for any
   */
  record Dated(String field, Optional<Instant> from, Optional<Instant> before) implements Filter {
    public Dated {
      requireNonNull(field, "field");
      requireNonNull(from, "from");
      requireNonNull(before, "before");
    }

    @Override
    public boolean admits(Facets facets) {
      Instant date = facets.dates().get(field);
      return date != null
          && from.filter(date::isBefore).isEmpty()
          && before.filter(end -> !date.isBefore(end)).isEmpty();
    }
  }

  /** Documents of one of those sources. */
  static Filter sources(Collection<UUID> ids) {
    return anyOf(Field.SOURCE.wire(), ids.stream().map(UUID::toString).toList());
  }

  /** Those documents. */
  static Filter documents(Collection<UUID> ids) {
    return anyOf(Field.DOCUMENT.wire(), ids.stream().map(UUID::toString).toList());
  }

  /** Documents whose label allows one of those principals, by database id. */
  static Filter labels(Collection<Long> principals) {
    return anyOf(Field.LABEL.wire(), principals.stream().map(id -> Long.toString(id)).toList());
  }

  /** Documents in one of those languages, ISO 639-1 in lower case. */
  static Filter languages(Collection<String> codes) {
    return anyOf(Field.LANGUAGE.wire(), codes);
  }

  /** Documents of one of those media types, in lower case. */
  static Filter types(Collection<String> mediaTypes) {
    return anyOf(Field.TYPE.wire(), mediaTypes);
  }

  /** Documents that have one of those values under a key of their metadata. */
  static Filter metadata(String key, Collection<String> values) {
    return anyOf(Field.METADATA.wire() + "." + key, values);
  }

  private static Filter anyOf(String field, Collection<String> values) {
    return new AnyOf(
        values.stream().map(value -> new FacetValue(field, value)).collect(Collectors.toSet()));
  }
}

package dev.millrace.retrieval.filter;

import dev.millrace.retrieval.corpus.DocumentProperties;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a document offers to filters.
 *
 * @param values what it has, each with its field
 * @param dates its points in time, by field
 */
public record Facets(Set<FacetValue> values, Map<String, Instant> dates) {
  /** Of a list in the metadata, the members that can be picked by: its first. */
  public static final int MOST_MEMBERS = 100;

  public Facets {
    values = Set.copyOf(values);
    dates = Map.copyOf(dates);
  }

  /**
   * The facets of a document.
   *
   * @param allow database ids of the principals in its allow label
   */
  public static Facets of(UUID documentId, Collection<Long> allow, DocumentProperties properties) {
    Set<FacetValue> values = new HashSet<>();
    Map<String, Instant> dates = new HashMap<>();
    values.add(new FacetValue(Field.DOCUMENT.wire(), documentId.toString()));
    values.add(new FacetValue(Field.SOURCE.wire(), properties.sourceId().toString()));
    values.add(new FacetValue(Field.TYPE.wire(), properties.mediaType().toLowerCase(Locale.ROOT)));
    if (properties.language() != null) {
      values.add(
          new FacetValue(Field.LANGUAGE.wire(), properties.language().toLowerCase(Locale.ROOT)));
    }
    allow.forEach(id -> values.add(new FacetValue(Field.LABEL.wire(), Long.toString(id))));
    dates.put(Filter.UPDATED, properties.updatedAt());
    properties.metadata().forEach((key, value) -> metadata(key, value, values, dates));
    return new Facets(values, dates);
  }

  private static void metadata(
      String key, @Nullable Object value, Set<FacetValue> values, Map<String, Instant> dates) {
    if (key.length() > FacetValue.LONGEST) {
      return;
    }
    String field = Field.METADATA.wire() + "." + key;
    if (value instanceof Collection<?> members) {
      members.stream()
          .limit(MOST_MEMBERS)
          .forEach(member -> FacetValue.of(field, member).ifPresent(values::add));
    } else {
      FacetValue.of(field, value).ifPresent(values::add);
    }
    if (value instanceof String text) {
      Moments.start(text).ifPresent(moment -> dates.put(field, moment));
    }
  }
}

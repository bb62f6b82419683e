package dev.millrace.retrieval.opensearch;

import dev.millrace.retrieval.filter.FacetValue;
import dev.millrace.retrieval.filter.Filter;
import dev.millrace.retrieval.filter.TextCondition;
import dev.millrace.retrieval.index.FacetTerms;
import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageWords;
import dev.millrace.retrieval.index.QueryWords;
import dev.millrace.retrieval.index.WordTerm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Queries in OpenSearch's language. */
final class Queries {
  private Queries() {}

  /**
   * Passages that one of the principals is allowed and none is denied: the first enforcement of
   * access. Of them those whose documents meet the filters, and whose text the conditions.
   */
  static Map<String, Object> visible(AccessFilter access) {
    List<String> principals = access.principals().stream().map(id -> Long.toString(id)).toList();
    List<Object> must = new ArrayList<>();
    List<Object> mustNot = new ArrayList<>();
    must.add(terms(IndexSchema.ALLOW, principals));
    mustNot.add(terms(IndexSchema.DENY, principals));
    access.filters().all().forEach(filter -> must.add(filter(filter)));
    for (TextCondition condition : access.conditions()) {
      List<String> words = PassageWords.words(condition.words());
      if (!words.isEmpty()) {
        switch (condition) {
          case TextCondition.Holds _ -> must.add(together(words));
          case TextCondition.Lacks _ -> mustNot.add(together(words));
        }
      }
    }
    return Map.of("bool", Map.of("filter", must, "must_not", mustNot));
  }

  private static Map<String, Object> filter(Filter filter) {
    return switch (filter) {
      case Filter.AnyOf(var values) ->
          terms(IndexSchema.FACET, values.stream().map(Queries::term).toList());
      case Filter.Dated(String field, var from, var before) ->
          Map.of(
              "range",
              Map.of(
                  IndexSchema.DATE,
                  Map.of(
                      "gte",
                      from.map(date -> PassageLines.dated(field, date))
                          .orElseGet(() -> PassageLines.dated(field, Long.MIN_VALUE)),
                      "lte",
                      before
                          .map(date -> PassageLines.dated(field, date))
                          .orElseGet(() -> PassageLines.dated(field, Long.MAX_VALUE)))));
    };
  }

  private static String term(FacetValue value) {
    return FacetTerms.value(value);
  }

  private static Map<String, Object> together(List<String> words) {
    return Map.of(
        "match_phrase",
        Map.of(
            PassageWords.WORD, Map.of("query", String.join(" ", words), "analyzer", "whitespace")));
  }

  static Map<String, Object> terms(String field, Collection<String> values) {
    return Map.of("terms", Map.of(field, values));
  }

  /**
   * Any of the terms, each with its weight.
   *
   * @param suffix of the fields' names
   */
  static Map<String, Object> any(Map<WordTerm, Float> weights, String suffix) {
    List<Object> should =
        weights.entrySet().stream()
            .limit(QueryWords.MOST_CLAUSES)
            .<Object>map(
                entry ->
                    Map.of(
                        "term",
                        Map.of(
                            entry.getKey().field() + suffix,
                            Map.of("value", entry.getKey().text(), "boost", entry.getValue()))))
            .toList();
    return Map.of("bool", Map.of("should", should, "minimum_should_match", 1));
  }

  /** What the query finds of what the filter lets through, scored by the query. */
  static Map<String, Object> within(Map<String, Object> query, Map<String, Object> filter) {
    return Map.of("bool", Map.of("must", List.of(query), "filter", List.of(filter)));
  }

  /** The passages nearest to the vector of those that the filter lets through. */
  static Map<String, Object> nearest(float[] vector, int count, Map<String, Object> filter) {
    return Map.of(
        "knn", Map.of(IndexSchema.VECTOR, Map.of("vector", vector, "k", count, "filter", filter)));
  }
}

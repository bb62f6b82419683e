package dev.millrace.retrieval.index;

import dev.millrace.retrieval.filter.Facets;
import dev.millrace.retrieval.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/**
 * A document's facets in Lucene, and filters as queries on them. All facets share two fields, since
 * metadata may have any number of keys and each field of Lucene's costs memory.
 */
final class FacetFields {
  private static final String VALUE = "facet";

  /** Points of two dimensions: which date it is, and when. */
  private static final String DATE = "date";

  private FacetFields() {}

  static List<IndexableField> of(Facets facets) {
    List<IndexableField> fields = new ArrayList<>();
    facets
        .values()
        .forEach(value -> fields.add(new StringField(VALUE, FacetTerms.value(value), Store.NO)));
    facets
        .dates()
        .forEach(
            (field, date) ->
                fields.add(
                    new LongPoint(DATE, FacetTerms.dateField(field), FacetTerms.millis(date))));
    return fields;
  }

  static Query query(Filter filter) {
    return switch (filter) {
      case Filter.AnyOf(var values) ->
          new TermInSetQuery(
              VALUE, values.stream().map(FacetTerms::value).map(BytesRef::new).toList());
      case Filter.Dated(String field, var from, var before) ->
          LongPoint.newRangeQuery(
              DATE,
              new long[] {
                FacetTerms.dateField(field), from.map(FacetTerms::millis).orElse(Long.MIN_VALUE)
              },
              new long[] {
                FacetTerms.dateField(field), before.map(FacetTerms::millis).orElse(Long.MAX_VALUE)
              });
    };
  }
}

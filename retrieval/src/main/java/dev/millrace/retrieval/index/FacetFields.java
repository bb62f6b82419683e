package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.filter.FacetValue;
import dev.millrace.retrieval.filter.Facets;
import dev.millrace.retrieval.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    facets.values().forEach(value -> fields.add(new StringField(VALUE, term(value), Store.NO)));
    facets
        .dates()
        .forEach((field, date) -> fields.add(new LongPoint(DATE, key(field), millis(date))));
    return fields;
  }

  static Query query(Filter filter) {
    return switch (filter) {
      case Filter.AnyOf(var values) ->
          new TermInSetQuery(
              VALUE, values.stream().map(FacetFields::term).map(BytesRef::new).toList());
      case Filter.Dated(String field, var from, var before) ->
          LongPoint.newRangeQuery(
              DATE,
              new long[] {key(field), from.map(FacetFields::millis).orElse(Long.MIN_VALUE)},
              new long[] {key(field), before.map(FacetFields::millis).orElse(Long.MAX_VALUE)});
    };
  }

  /** A field's name has no NUL in front of the value's. */
  private static String term(FacetValue value) {
    return value.field() + '\0' + value.value();
  }

  /** Two names with one hash would only propose what the store then refuses. */
  private static long key(String field) {
    return ByteBuffer.wrap(Revision.sha256(field.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** Years beyond 292 million are all the same. */
  private static long millis(Instant date) {
    try {
      return date.toEpochMilli();
    } catch (ArithmeticException e) {
      return date.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}

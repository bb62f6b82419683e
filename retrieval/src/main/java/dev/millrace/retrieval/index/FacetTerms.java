package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.filter.FacetValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A document's facets as an index keeps them. */
public final class FacetTerms {
  private FacetTerms() {}

  /** A value and its field. A field's name has no NUL in front of the value's. */
  public static String value(FacetValue value) {
    return value.field() + '\0' + value.value();
  }

  /**
   * A field of dates as a number. Two names with one number would only propose what the store then
   * refuses.
   */
  public static long dateField(String name) {
    return ByteBuffer.wrap(Revision.sha256(name.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** In milliseconds since 1970; years beyond 292 million are all the same. */
  public static long millis(Instant date) {
    try {
      return date.toEpochMilli();
    } catch (ArithmeticException e) {
      return date.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}

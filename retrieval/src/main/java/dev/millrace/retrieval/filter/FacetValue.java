package dev.millrace.retrieval.filter;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that a document has in a field.
 *
 * @param field a name of {@link Field}; for metadata with a dot and the key
 * @param value as text
 */
public record FacetValue(String field, String value) {
  /** Longer values of metadata are descriptions, which nobody picks by. In UTF-16 units. */
  public static final int LONGEST = 512;

  /** The value that a JSON value is in a field; empty for null, lists, objects and long texts. */
  static Optional<FacetValue> of(String field, @Nullable Object json) {
    return text(json)
        .filter(text -> text.length() <= LONGEST)
        .map(text -> new FacetValue(field, text));
  }

  /**
   * The text of a JSON value: a number without trailing zeros, so that 5 and 5.0 are one. Empty for
   * null, lists and objects.
   */
  public static Optional<String> text(@Nullable Object json) {
    return switch (json) {
      case String text -> Optional.of(text);
      case Boolean flag -> Optional.of(flag.toString());
      case Double number when !Double.isFinite(number) -> Optional.empty();
      case Number number -> Optional.of(plain(number));
      case null, default -> Optional.empty();
    };
  }

  private static String plain(Number number) {
    BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
    // An exponent of millions would be written out as millions of zeros.
    return Math.abs((long) exact.scale()) > LONGEST ? exact.toString() : exact.toPlainString();
  }
}

package dev.millrace.app.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a view checks of its fields. Micronaut's JSON reader hands null to a component that may not
 * be null, for an absent field and for an explicit null alike.
 */
public final class Given {
  private Given() {}

  /**
   * The value of a field that must be there.
   *
   * @throws ApiException {@code missing_value}, naming the field
   */
  public static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw ApiException.missing(field);
    }
    return value;
  }

  /**
   * A list that must be there, each item of it too. The view's component has to be nullable: for
   * any other, the JSON reader makes an empty list of an absent one.
   *
   * @throws ApiException {@code missing_value}, naming the field or the item
   */
  public static <T> List<T> all(@Nullable List<T> items, String field) {
    List<T> given = required(items, field);
    for (int i = 0; i < given.size(); i++) {
      required(given.get(i), field + "[" + i + "]");
    }
    return List.copyOf(given);
  }

  /** The value of a field that may be left out; null counts as left out. */
  public static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}

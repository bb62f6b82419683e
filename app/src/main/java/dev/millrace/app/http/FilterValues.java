package dev.millrace.app.http;

import dev.millrace.retrieval.filter.FacetValue;
import dev.millrace.retrieval.filter.Field;
import dev.millrace.retrieval.filter.Filter;
import dev.millrace.retrieval.filter.Moments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of filters, as JSON has them. What can't be one is refused by the parameter's name.
 */
final class FilterValues {
  private static final int MOST_VALUES = 1_000;
  private static final Set<String> DATE_PARTS = Set.of("field", "from", "to");

  private FilterValues() {}

  /** A text or a list of texts. */
  static List<String> texts(Object given, String param) {
    List<String> texts = new ArrayList<>();
    for (Object one : many(given, param)) {
      if (!(one instanceof String text)) {
        throw ApiException.invalid(param, param + " is a text or a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** An object of keys with a value each, or a list of such. */
  static List<Filter> metadata(Object given, String param) {
    if (!(given instanceof Map<?, ?> keys)) {
      throw ApiException.invalid(param, param + " is an object of keys and values");
    }
    List<Filter> filters = new ArrayList<>();
    keys.forEach(
        (key, value) -> {
          String name = param + "." + key;
          Object wanted = Given.required(value, name);
          List<String> values =
              many(wanted, name).stream().map(one -> metadataValue(one, name)).toList();
          filters.add(Filter.metadata(String.valueOf(key), values));
        });
    return filters;
  }

  private static String metadataValue(@Nullable Object json, String param) {
    return FacetValue.text(json)
        .filter(text -> text.length() <= FacetValue.LONGEST)
        .orElseThrow(
            () ->
                ApiException.invalid(
                    param,
                    param
                        + " is a text of up to "
                        + FacetValue.LONGEST
                        + " characters, a number, true or false, or a list of such"));
  }

  /** An object with {@code from}, {@code to} and which date it is, or a list of such. */
  static List<Filter> dates(Object given, String param) {
    return many(given, param).stream().map(one -> date(one, param)).toList();
  }

  private static Filter date(@Nullable Object given, String param) {
    if (!(given instanceof Map<?, ?> parts) || !DATE_PARTS.containsAll(parts.keySet())) {
      throw ApiException.invalid(
          param, param + " is an object of from, to and field, such as {\"from\":\"2026-01-31\"}");
    }
    Object wanted = parts.get("field");
    String field = wanted == null ? Filter.UPDATED : wanted.toString();
    if (!field.equals(Filter.UPDATED) && !field.startsWith(Field.METADATA.wire() + ".")) {
      throw ApiException.invalid(
          param + ".field",
          "\"" + field + "\" is no date: write " + Filter.UPDATED + ", or metadata. and a key");
    }
    return new Filter.Dated(
        field,
        moment(parts.get("from"), Moments::start, param + ".from"),
        moment(parts.get("to"), Moments::end, param + ".to"));
  }

  private static Optional<Instant> moment(
      @Nullable Object given, Function<String, Optional<Instant>> reading, String param) {
    if (given == null) {
      return Optional.empty();
    }
    Optional<Instant> moment =
        given instanceof String text ? reading.apply(text) : Optional.empty();
    if (moment.isEmpty()) {
      throw ApiException.invalid(
          param,
          "\"" + given + "\" is not a date: write it like 2026-01-31 or 2026-01-31T12:00:00Z");
    }
    return moment;
  }

  private static Collection<?> many(Object given, String param) {
    Collection<?> all = given instanceof Collection<?> list ? list : List.of(given);
    if (all.isEmpty() || all.size() > MOST_VALUES) {
      throw ApiException.invalid(param, param + " has 1 to " + MOST_VALUES + " values");
    }
    return all;
  }
}

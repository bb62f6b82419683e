package dev.millrace.app.http;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.config.annotation.SerdeConfig;
import io.micronaut.serde.exceptions.SerdeException;
import io.micronaut.serde.exceptions.path.CollectionItemReferencePath;
import io.micronaut.serde.exceptions.path.MapItemReferencePath;
import io.micronaut.serde.exceptions.path.PropertyReferencePath;
import io.micronaut.serde.exceptions.path.ReferencePath;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Says of JSON that is well-formed, but not what a view expects, where and why. */
final class UnreadJson {
  /** How Micronaut's reader begins what it says of a field that a view does not have. */
  private static final String UNKNOWN = "Unknown property [";

  private static final String DUPLICATE = "Duplicate property [";

  private UnreadJson() {}

  static ApiException explain(SerdeException e) {
    // The reader adds steps while it unwinds: the innermost stands first.
    List<ReferencePath> path = e.getPath();
    String field = path(path);
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (message.startsWith(UNKNOWN)) {
      return new ApiException(
          ErrorCode.UNKNOWN_FIELD, "there is no field " + field + " here", field);
    }
    if (message.startsWith(DUPLICATE)) {
      return ApiException.invalid(field, field + " is there twice");
    }
    if (path.isEmpty()) {
      return new ApiException(ErrorCode.INVALID_VALUE, "the body is not a JSON object", "body");
    }
    Class<?> type = path.getFirst().getArgument().getType();
    return ApiException.invalid(field, field + " is " + expected(type));
  }

  /** What a value of that type is called, with its article. */
  static String expected(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == float.class || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == UUID.class) {
      return "a UUID";
    }
    if (type == Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "something else";
  }

  private static String path(List<ReferencePath> innermostFirst) {
    StringBuilder path = new StringBuilder();
    for (ReferencePath step : innermostFirst.reversed()) {
      switch (step) {
        case PropertyReferencePath property -> dotted(path).append(name(property.getArgument()));
        case CollectionItemReferencePath item -> path.append('[').append(item.index()).append(']');
        case MapItemReferencePath entry -> dotted(path).append(entry.key());
      }
    }
    return path.toString();
  }

  /** As JSON has it, where that is another name than the component's. */
  private static String name(Argument<?> property) {
    return property
        .getAnnotationMetadata()
        .stringValue(SerdeConfig.class, SerdeConfig.PROPERTY)
        .orElse(property.getName());
  }

  private static StringBuilder dotted(StringBuilder path) {
    return path.isEmpty() ? path : path.append('.');
  }
}

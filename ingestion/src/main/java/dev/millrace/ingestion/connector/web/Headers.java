package dev.millrace.ingestion.connector.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The headers of an answer, by name in lower case. */
record Headers(Map<String, List<String>> byName) {
  static final Headers NONE = new Headers(Map.of());

  Headers {
    Map<String, List<String>> copy = new HashMap<>();
    byName.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    byName = Map.copyOf(copy);
  }

  List<String> all(String name) {
    return byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  Optional<String> first(String name) {
    return all(name).stream().map(String::strip).filter(value -> !value.isEmpty()).findFirst();
  }

  /** A count of bytes or seconds; empty if it is none. */
  OptionalLong number(String name) {
    return first(name)
        .filter(value -> value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(value -> OptionalLong.of(Long.parseLong(value)))
        .orElse(OptionalLong.empty());
  }
}

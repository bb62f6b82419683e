package dev.millrace.ingestion.connector.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A row's key values and the external id that they make: joined by '/', which they escape. */
record RowKey(List<String> values) {
  RowKey {
    values = List.copyOf(values);
  }

  /** The key that made that id; empty if none of so many columns did. */
  static Optional<RowKey> of(String externalId, int columns) {
    if (columns == 1) {
      return Optional.of(new RowKey(List.of(externalId)));
    }
    List<String> values =
        Arrays.stream(externalId.split("/", -1))
            .map(value -> value.replace("%2F", "/").replace("%25", "%"))
            .toList();
    return values.size() == columns ? Optional.of(new RowKey(values)) : Optional.empty();
  }

  String externalId() {
    return values.size() == 1
        ? values.getFirst()
        : values.stream()
            .map(value -> value.replace("%", "%25").replace("/", "%2F"))
            .collect(Collectors.joining("/"));
  }
}

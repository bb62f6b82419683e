package dev.millrace.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a search is narrowed to, as options; the server checks the values. */
final class FilterOptions {
  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Only documents of that source; repeat for several.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "WHO",
      description = "Only documents whose label allows everyone, user:NAME or group:NAME.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--metadata",
      paramLabel = "KEY=VALUE",
      description =
          "Only documents with that in their metadata; repeat: all keys must hold, any value of a key will do.")
  private List<String> metadata = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "Only documents from that day or time on, such as 2026-01-31.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Only documents up to that day, included, or time.")
  private @Nullable String to;

  @Option(
      names = "--date",
      paramLabel = "FIELD",
      description =
          "Which date --from and --to mean: updatedAt or metadata.KEY; updatedAt unless given.")
  private @Nullable String date;

  @Option(names = "--document", paramLabel = "ID", description = "Only that document.")
  private List<String> documents = new ArrayList<>();

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "Only documents in that language: two letters, such as en.")
  private List<String> languages = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only documents of that type: pdf, word, html, …, or a media type.")
  private List<String> types = new ArrayList<>();

  /**
   * The filters as the API takes them; null for none.
   *
   * @throws IllegalArgumentException for metadata without a key
   */
  @Nullable Map<String, Object> wire() {
    Map<String, Object> filters = new LinkedHashMap<>();
    put(filters, "source", sources);
    put(filters, "label", labels);
    put(filters, "document", documents);
    put(filters, "language", languages);
    put(filters, "type", types);
    if (!metadata.isEmpty()) {
      filters.put("metadata", keys());
    }
    Map<String, String> dates = new LinkedHashMap<>();
    put(dates, "from", from);
    put(dates, "to", to);
    if (!dates.isEmpty()) {
      put(dates, "field", date);
      filters.put("date", dates);
    }
    return filters.isEmpty() ? null : filters;
  }

  private Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (String pair : metadata) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--metadata is KEY=VALUE, not " + pair);
      }
      keys.computeIfAbsent(pair.substring(0, equals), absent -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    return keys;
  }

  private static void put(Map<String, Object> filters, String name, List<String> values) {
    if (!values.isEmpty()) {
      filters.put(name, values);
    }
  }

  private static void put(Map<String, String> parts, String name, @Nullable String value) {
    if (value != null) {
      parts.put(name, value);
    }
  }
}

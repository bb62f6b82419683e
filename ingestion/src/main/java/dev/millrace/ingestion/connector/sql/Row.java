package dev.millrace.ingestion.connector.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.LinkTemplate;
import dev.millrace.ingestion.connector.OwnRights;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row as it came.
 *
 * @param key empty if a part of it is null
 * @param labels by column, absent where null
 * @param content what the document says; empty if it was not shown
 */
record Row(
    Optional<RowKey> key,
    Map<String, String> labels,
    long bytes,
    String version,
    Optional<byte[]> content) {
  /** Longer texts stand below their names. */
  private static final int LONGEST_IN_LINE = 200;

  static Row read(ResultSet row, Table table) throws SQLException {
    int at = 1;
    String[] key = new String[table.columns().keys().size()];
    boolean whole = true;
    for (int part = 0; part < key.length; part++) {
      @Nullable String value = row.getString(at++);
      whole &= value != null;
      key[part] = value == null ? "" : value;
    }
    Map<String, String> labels = new HashMap<>();
    for (String column : table.labels()) {
      @Nullable String value = row.getString(at++);
      if (value != null) {
        labels.put(column, value);
      }
    }
    long bytes = row.getLong(at++);
    String version = row.getString(at++);
    boolean shown = row.getBoolean(at++);
    byte @Nullable [] file = row.getBytes(at++);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String column : table.texts()) {
      @Nullable String value = row.getString(at++);
      if (value != null && !value.isBlank()) {
        texts.put(column, table.isArray(column) ? value.replace(RowQuery.UNIT, ", ") : value);
      }
    }
    byte[] content =
        table.columns().content().isPresent()
            ? file == null ? new byte[0] : file
            : written(texts, table).getBytes(UTF_8);
    return new Row(
        whole ? Optional.of(new RowKey(List.of(key))) : Optional.empty(),
        labels,
        bytes,
        version,
        shown ? Optional.of(content) : Optional.empty());
  }

  /** A line for each column; long texts are paragraphs; a single text column stands for itself. */
  private static String written(Map<String, String> texts, Table table) {
    if (table.columns().texts().size() == 1) {
      return String.join("", texts.values());
    }
    StringBuilder written = new StringBuilder();
    texts.forEach(
        (name, text) -> {
          boolean inLine = text.length() <= LONGEST_IN_LINE && text.indexOf('\n') < 0;
          written.append(inLine ? name + ": " + text + "\n" : "\n" + name + ":\n" + text + "\n\n");
        });
    return written.toString();
  }

  /**
   * @throws IllegalArgumentException if there can't be such an item, with the reason
   */
  Item item(Table table, JdbcAddress address) {
    String id = key.map(RowKey::externalId).orElse("");
    return new Item(
        id,
        table
            .columns()
            .labels()
            .link()
            .map(link -> link.fill(filled(link.names())))
            .orElseGet(() -> address + "#" + LinkTemplate.encode(id)),
        version,
        OptionalLong.of(bytes),
        facts(table),
        content.filter(one -> one.length <= Item.MOST_INLINE));
  }

  private Map<String, String> filled(Set<String> names) {
    Map<String, String> values = new HashMap<>(labels);
    names.forEach(name -> values.putIfAbsent(name, ""));
    return values;
  }

  /**
   * @throws IllegalArgumentException if its rights can't be read
   */
  Facts facts(Table table) {
    Columns columns = table.columns();
    Map<String, Object> metadata = new HashMap<>();
    for (String column : columns.labels().metadata()) {
      find(column).ifPresent(text -> metadata.put(column, json(text, table, column)));
    }
    Optional<String> mediaType =
        columns.content().isPresent()
            ? columns.content().flatMap(Columns.Content::mediaType).flatMap(this::find)
            : Optional.of("text/plain; charset=utf-8");
    return new Facts(
        columns.title().flatMap(this::find).filter(title -> !title.isBlank()),
        mediaType,
        metadata,
        OwnRights.of(
            columns.labels().readers().flatMap(this::find).map(text -> elements(text)),
            columns.labels().sensitivity().flatMap(this::find)));
  }

  private Optional<String> find(String column) {
    return Optional.ofNullable(labels.get(column));
  }

  private static List<String> elements(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(RowQuery.UNIT, -1));
  }

  private static Object json(String text, Table table, String column) {
    if (table.isArray(column)) {
      return List.copyOf(elements(text));
    }
    return switch (table.type(column)) {
      case "int2", "int4", "int8" -> (Object) Long.valueOf(text);
      case "float4", "float8", "numeric" -> Double.valueOf(text);
      case "bool" -> Boolean.valueOf(text);
      default -> text;
    };
  }
}

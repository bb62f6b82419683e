package dev.millrace.ingestion.connector.sql;

import dev.millrace.ingestion.connector.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statement that reads a table's rows in the order of their keys. Its columns: the keys, the
 * labels, then size, version and whether the text is shown, then the text.
 *
 * <p>Everything is made text by the database, whose forms are the ones that people know; arrays
 * come with {@link #UNIT} between their elements.
 */
final class RowQuery {
  /** Separates elements; ASCII's unit separator, which no text for people has. */
  static final String UNIT = "\u001f";

  /** The most that a row's text or file may have, in bytes: a row is in memory as a whole. */
  static final long LARGEST = 64L << 20;

  private final Table table;

  RowQuery(Table table) {
    this.table = table;
  }

  /** The rows of a scan. */
  String rows(Mark mark, String overlap) {
    List<String> conditions = new ArrayList<>();
    String fresh =
        table
            .columns()
            .highWater()
            .flatMap(column -> mark.from().map(from -> since(column, from, overlap)))
            .orElse("false");
    String shown =
        switch (mark.told()) {
          case EVERYTHING -> "true";
          case ROWS -> "coalesce(" + fresh + ", false)";
          case CHANGES -> {
            conditions.add(fresh);
            yield "true";
          }
        };
    mark.after()
        .flatMap(id -> RowKey.of(id, table.columns().keys().size()))
        .ifPresent(key -> conditions.add("(" + keys() + ") > (" + literals(key) + ")"));
    return select(shown + " AND size.n <= " + Item.MOST_INLINE)
        + where(conditions)
        + " ORDER BY "
        + keys();
  }

  /** One row with all of its text. */
  String row(RowKey key) {
    return select("size.n <= " + LARGEST)
        + " WHERE ("
        + keys()
        + ") = ("
        + literals(key)
        + ") LIMIT 2";
  }

  /** The highest mark of all rows. */
  String mark(String column) {
    return "SELECT max(r." + quoted(column) + ")::text " + Table.from(table.query());
  }

  private String since(String column, String from, String overlap) {
    String type = table.type(column);
    String start = literal(from) + "::" + quoted(type);
    String less =
        type.startsWith("timestamp") || type.equals("date")
            ? " - interval '" + overlap + " seconds'"
            : " - " + overlap;
    return "r." + quoted(column) + " >= " + start + (isOrdinal(type) ? less : "");
  }

  private static boolean isOrdinal(String type) {
    return type.startsWith("timestamp")
        || type.equals("date")
        || type.matches("int[248]|numeric|float[48]");
  }

  private String select(String shown) {
    List<String> texts = table.texts();
    List<String> labels = table.labels();
    Optional<String> file = table.columns().content().map(Columns.Content::column);
    List<String> all =
        Stream.of(table.columns().keys(), labels, texts).flatMap(List::stream).toList();
    String cells =
        IntStream.range(0, all.size())
            .mapToObj(at -> text(all.get(at)) + " AS c" + at)
            .collect(Collectors.joining(", "));
    int firstText = all.size() - texts.size();
    String textCells = cells(firstText, all.size());
    String bytes =
        file.map(column -> "coalesce(octet_length(r." + quoted(column) + "), 0)")
            .orElseGet(() -> sum(firstText, all.size()));
    String content =
        file.map(
                column ->
                    table.isFile(column)
                        ? "r." + quoted(column)
                        : "convert_to(r." + quoted(column) + "::text, 'UTF8')")
            .orElse("NULL::bytea");
    String contentHash = file.isPresent() ? ", md5(" + content + ")" : "";
    String hashed = cells(0, all.size());
    return "SELECT "
        + cells(0, firstText)
        + ", size.n AS bytes, size.version AS version, "
        + shown
        + " AS shown, CASE WHEN "
        + shown
        + " THEN "
        + content
        + " END AS content"
        + (textCells.isEmpty()
            ? ""
            : ", "
                + IntStream.range(firstText, all.size())
                    .mapToObj(at -> "CASE WHEN " + shown + " THEN cell.c" + at + " END")
                    .collect(Collectors.joining(", ")))
        + " "
        + Table.from(table.query())
        + ", LATERAL (SELECT "
        + cells
        + ") AS cell, LATERAL (SELECT "
        + bytes
        + " AS n, md5(ROW("
        + hashed
        + contentHash
        + ")::text) AS version) AS size";
  }

  private static String cells(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(at -> "cell.c" + at)
        .collect(Collectors.joining(", "));
  }

  private static String sum(int from, int to) {
    return from == to
        ? "0"
        : IntStream.range(from, to)
            .mapToObj(at -> "coalesce(octet_length(cell.c" + at + "), 0)::bigint")
            .collect(Collectors.joining(" + "));
  }

  private String text(String column) {
    String cell = "r." + quoted(column);
    return table.isArray(column)
        ? "array_to_string(" + cell + ", '" + UNIT + "')"
        : cell + "::text";
  }

  private String keys() {
    return table.columns().keys().stream()
        .map(column -> "r." + quoted(column))
        .collect(Collectors.joining(", "));
  }

  private static String literals(RowKey key) {
    return key.values().stream().map(RowQuery::literal).collect(Collectors.joining(", "));
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** With standard_conforming_strings on, which every connection sets, only quotes are special. */
  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}

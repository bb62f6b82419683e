package dev.millrace.ingestion.connector.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.core.Parser;

/**
 * A query, and the columns that it has now.
 *
 * @param types PostgreSQL's names of the columns' types, by name, in the query's order
 */
record Table(String query, Columns columns, Map<String, String> types) {
  private static final String FILE = "bytea";

  Table {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /** The query as others can name it. A comment at its end must not swallow what follows. */
  static String from(String query) {
    return "FROM (\n" + query + "\n) AS r";
  }

  /**
   * Asks the database; no row is read.
   *
   * @throws IOException if a column is missing or there twice; the message names the setting
   */
  static Table of(Connection connection, String query, Columns columns)
      throws SQLException, IOException {
    requireOneStatement(query);
    Map<String, String> types = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet none = statement.executeQuery("SELECT * " + from(query) + " LIMIT 0")) {
        ResultSetMetaData found = none.getMetaData();
        for (int at = 1; at <= found.getColumnCount(); at++) {
          String name = found.getColumnLabel(at);
          if (types.put(name, plain(found.getColumnTypeName(at))) != null) {
            throw new IOException("settings.query gives two columns of the name " + name);
          }
        }
      }
    }
    Table table = new Table(query, columns, types);
    table.requireColumns();
    return table;
  }

  /** The driver calls numbered columns by what they were declared as, which is no type. */
  private static String plain(String type) {
    return switch (type) {
      case "smallserial" -> "int2";
      case "serial" -> "int4";
      case "bigserial" -> "int8";
      default -> type;
    };
  }

  /**
   * Asks the driver's own parser, which would send several statements one by one. The server
   * refuses what it misses.
   */
  private static void requireOneStatement(String query) throws SQLException, IOException {
    if (Parser.parseJdbcSql("SELECT * " + from(query), true, false, true, false, false).size()
        != 1) {
      throw new IOException("settings.query is several statements: write one SELECT");
    }
  }

  private void requireColumns() throws IOException {
    require("keyColumns", columns.keys().stream());
    require("titleColumn", columns.title().stream());
    require("textColumns", columns.texts().stream());
    require("highWaterColumn", columns.highWater().stream());
    require("contentColumn", columns.content().stream().map(Columns.Content::column));
    require("mediaTypeColumn", columns.content().flatMap(Columns.Content::mediaType).stream());
    require("metadataColumns", columns.labels().metadata().stream());
    require("readersColumn", columns.labels().readers().stream());
    require("sensitivityColumn", columns.labels().sensitivity().stream());
    require("link", columns.labels().link().stream().flatMap(link -> link.names().stream()));
  }

  private void require(String setting, Stream<String> names) throws IOException {
    Optional<String> missing = names.filter(name -> !types.containsKey(name)).findFirst();
    if (missing.isPresent()) {
      throw new IOException(
          "the query gives no column "
              + missing.get()
              + ": check settings."
              + setting
              + "; it gives "
              + String.join(", ", types.keySet()));
    }
  }

  /** The columns that make up a document's text. */
  List<String> texts() {
    if (columns.content().isPresent()) {
      return List.of();
    }
    if (!columns.texts().isEmpty()) {
      return columns.texts();
    }
    return types.keySet().stream()
        .filter(name -> !isFile(name))
        .filter(name -> !columns.highWater().equals(Optional.of(name)))
        .filter(name -> !columns.labels().readers().equals(Optional.of(name)))
        .filter(name -> !columns.labels().sensitivity().equals(Optional.of(name)))
        .toList();
  }

  /** The columns that say something of a document, each once. */
  List<String> labels() {
    Columns.Labels labels = columns.labels();
    return Stream.of(
            columns.title().stream(),
            labels.metadata().stream(),
            labels.readers().stream(),
            labels.sensitivity().stream(),
            labels.link().stream().flatMap(link -> link.names().stream()),
            columns.content().flatMap(Columns.Content::mediaType).stream())
        .flatMap(names -> names)
        .distinct()
        .toList();
  }

  String type(String column) {
    return types.getOrDefault(column, "text");
  }

  boolean isFile(String column) {
    return type(column).equals(FILE);
  }

  boolean isArray(String column) {
    return type(column).startsWith("_");
  }
}

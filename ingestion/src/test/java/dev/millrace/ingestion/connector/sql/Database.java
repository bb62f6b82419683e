package dev.millrace.ingestion.connector.sql;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.SourceSettings;
import dev.millrace.retrieval.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A schema of the test's own, and somebody who writes to it. All tests of a JVM share one database,
 * since making one takes longer than a test.
 */
final class Database implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final class Shared {
    static final String URL = TestPostgres.freshUrl();
  }

  /** Without parameters. */
  final String place;

  final String url;
  final String username;
  final Connection writer;

  Database() throws SQLException {
    String full = Shared.URL;
    String schema = "sql_" + COUNT.incrementAndGet();
    place = full.substring(0, full.indexOf('?'));
    url = place + "?currentSchema=" + schema;
    username = full.replaceAll(".*[?&]user=([^&]*).*", "$1");
    writer = DriverManager.getConnection(full + "&currentSchema=" + schema);
    execute("CREATE SCHEMA " + schema);
  }

  void execute(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = writer.prepareStatement(sql)) {
      for (int at = 0; at < values.length; at++) {
        statement.setObject(at + 1, values[at]);
      }
      statement.execute();
    }
  }

  String ask(String sql) throws SQLException {
    try (Statement statement = writer.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return String.valueOf(found.getString(1));
    }
  }

  Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("url", url, "username", username));
    for (int at = 0; at < more.length; at += 2) {
      settings.put(more[at], more[at + 1]);
    }
    return settings;
  }

  Connector connect(String... more) {
    SqlType type = new SqlType();
    return type.open(SourceSettings.of(type.kind(), type.settings(), settings(more)));
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

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

/** A database of the test's own, and somebody who writes to it. */
final class Database implements AutoCloseable {
  final String url;
  final String username;
  final Connection writer;

  Database() throws SQLException {
    String full = TestPostgres.freshUrl();
    url = full.substring(0, full.indexOf('?'));
    username = full.replaceAll(".*[?&]user=([^&]*).*", "$1");
    writer = DriverManager.getConnection(full);
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

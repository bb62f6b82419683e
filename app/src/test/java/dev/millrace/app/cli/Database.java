package dev.millrace.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The database of a server, looked at from outside and past the server.
 *
 * @param connections opens a connection, or says why not just now
 */
record Database(Connections connections) {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PORT_LINE = 3;

  /** Opens a connection. */
  interface Connections {
    Connection open() throws SQLException;
  }

  /** One that is run by somebody else. */
  static Database at(String jdbcUrl) {
    return new Database(() -> DriverManager.getConnection(jdbcUrl));
  }

  /** The embedded one of a home, which may be down, and come back elsewhere. */
  static Database of(Path home) {
    return new Database(
        () -> {
          try {
            return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + pidFile(home).get(PORT_LINE).strip() + "/millrace",
                "millrace",
                Files.readString(home.resolve("postgres-password")).strip());
          } catch (IOException | IndexOutOfBoundsException e) {
            throw new SQLException("it is not running: " + e.getMessage(), "08001", e);
          }
        });
  }

  /** The process that started all others of a home's PostgreSQL. */
  static ProcessHandle postmaster(Path home) throws IOException {
    long pid = Long.parseLong(pidFile(home).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process " + pid));
  }

  private static List<String> pidFile(Path home) throws IOException {
    return Files.readAllLines(home.resolve("postgres/postmaster.pid"));
  }

  /** The columns of each row as text. */
  List<List<@Nullable String>> rows(String query) throws SQLException {
    try (Connection connection = connections.open();
        PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      int columns = row.getMetaData().getColumnCount();
      List<List<@Nullable String>> rows = new ArrayList<>();
      while (row.next()) {
        List<@Nullable String> values = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          values.add(row.getString(column));
        }
        rows.add(values);
      }
      return rows;
    }
  }

  /** The same from a database that may just be down. */
  List<List<@Nullable String>> rowsPatiently(String query) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return rows(query);
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  /** A single number from a database that may just be down. */
  long count(String query) throws SQLException {
    return Long.parseLong(String.valueOf(rowsPatiently(query).getFirst().getFirst()));
  }
}

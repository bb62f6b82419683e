package dev.millrace.retrieval.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Connections, transactions and rows, with {@link StoreException} for what JDBC throws. */
final class Sql {
  private final DataSource dataSource;

  Sql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  @FunctionalInterface
  interface Binder {
    void to(PreparedStatement statement) throws SQLException;
  }

  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * All of the work or none. READ COMMITTED: what waits for a row lock sees what the winner wrote.
   */
  <T> T transaction(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Reads, each statement for itself. */
  <T> T on(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** One statement on a connection of its own. */
  <T> List<T> query(String sql, Binder binder, Row<T> row) {
    return on(connection -> query(connection, sql, binder, row));
  }

  static <T> List<T> query(Connection connection, String sql, Binder binder, Row<T> row)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.to(statement);
      List<T> rows = new ArrayList<>();
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          rows.add(row.of(results));
        }
      }
      return rows;
    }
  }

  static int update(Connection connection, String sql, Binder binder) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.to(statement);
      return statement.executeUpdate();
    }
  }

  static java.sql.Array uuids(Connection connection, java.util.Collection<UUID> ids)
      throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  static java.sql.Array longs(Connection connection, java.util.Collection<Long> ids)
      throws SQLException {
    return connection.createArrayOf("bigint", ids.toArray());
  }

  static java.sql.Array texts(Connection connection, java.util.Collection<String> texts)
      throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  static List<String> textList(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  static List<Long> longList(ResultSet row, String column) throws SQLException {
    return List.of((Long[]) row.getArray(column).getArray());
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}

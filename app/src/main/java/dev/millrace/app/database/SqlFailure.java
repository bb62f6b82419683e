package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connects, and says in an operator's words why a database can't be used. */
final class SqlFailure {
  private static final String CONNECT_SECONDS = "10";

  private SqlFailure() {}

  /** A connection, or the failure within ten seconds. */
  static Connection connect(ConnectionSettings settings) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("ApplicationName", "millrace start");
    return DriverManager.getConnection(settings.jdbcUrl(), properties);
  }

  static boolean wrongPassword(SQLException e) {
    return "28P01".equals(e.getSQLState());
  }

  /** Whether the server is there and will answer soon. */
  static boolean startingUp(SQLException e) {
    return "57P03".equals(e.getSQLState());
  }

  static StartupException explain(ConnectionSettings settings, SQLException e) {
    String where = "the database at " + settings.address();
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return switch (state) {
      case "28P01", "28000" ->
          new StartupException(
              "User %s was refused by %s (%s).".formatted(settings.user(), where, said(e)),
              "Check MILLRACE_DB_USER and MILLRACE_DB_PASSWORD, or user and password in MILLRACE_DB_URL.",
              e);
      case "3D000" ->
          new StartupException(
              "There is no database %s at %s.".formatted(settings.database(), settings.address()),
              "Create it (CREATE DATABASE ...), or name another in MILLRACE_DB_URL.",
              e);
      case "53300" ->
          new StartupException(
              "All connections of " + where + " are taken.",
              "Raise its max_connections, or close some of them.",
              e);
      case "57P03" ->
          new StartupException(
              "The server of " + where + " does not accept connections (" + said(e) + ").",
              "Wait until it does, then start again.",
              e);
      case "08001", "08004", "08006" ->
          new StartupException(
              "No PostgreSQL answers at %s (%s).".formatted(settings.address(), said(e)),
              "Start it, or correct MILLRACE_DB_URL.",
              e);
      default ->
          new StartupException(
              "%s%s cannot be used: %s (%s)."
                  .formatted("T", where.substring(1), said(e), state.isEmpty() ? "no code" : state),
              "Mend the cause, then start again.",
              e);
    };
  }

  private static String said(SQLException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse(message).replaceFirst("\\.$", "");
  }
}

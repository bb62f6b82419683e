package dev.millrace.ingestion.connector.sql;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failed statement means, in words, by its SQLSTATE (PostgreSQL, appendix A). */
final class SqlWords {
  private SqlWords() {}

  /** Names the database and what to do. */
  static IOException of(JdbcAddress address, SQLException e) throws InterruptedException {
    if (Thread.interrupted()) {
      InterruptedException interrupted = new InterruptedException("broken off");
      interrupted.addSuppressed(e);
      throw interrupted;
    }
    return new IOException(address + ": " + why(e), e);
  }

  private static String why(SQLException e) {
    @Nullable String state = e.getSQLState();
    return switch (state == null ? "" : state) {
      case "28P01", "28000" -> "it refuses settings.username and settings.password";
      case "3D000" -> "there is no such database: check settings.url";
      case "08001", "08004", "08006" -> "it can't be reached: " + root(e);
      case "25006" -> "settings.query writes, and may only read: " + first(e);
      case "42501" -> "settings.username may not read that: " + first(e);
      case "57014" -> "settings.query takes longer than settings.timeoutSeconds";
      case "42601", "42703", "42P01", "42883" -> "settings.query is wrong: " + first(e);
      default -> first(e);
    };
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static String first(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

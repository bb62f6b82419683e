package dev.millrace.retrieval.store;

import java.sql.SQLException;

/**
 * Postgres did not do what it was asked: unreachable, out of space, or refusing a statement.
 * Nothing was changed.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What JDBC threw, in the words of whom it concerns. */
  public StoreException(SQLException cause) {
    super("the database did not carry out a statement: " + cause.getMessage(), cause);
  }

  /**
   * Whether the connection failed rather than the statement: SQLSTATE classes 08, 53 and 57
   * (PostgreSQL, appendix A).
   */
  public boolean unreachable() {
    String state = getCause() instanceof SQLException sql ? sql.getSQLState() : null;
    return state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57");
  }
}

package dev.millrace.ingestion.connector.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections of one source, kept open for a while since rows are fetched one at a time. */
final class Connections implements AutoCloseable {
  private static final int MOST_IDLE = 4;
  private static final int VALID_SECONDS = 5;

  private final JdbcAddress address;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  Connections(JdbcAddress address) {
    this.address = address;
  }

  /** One that works, to be given back or dropped. */
  Connection take() throws SQLException, IOException {
    for (Optional<Connection> one = poll(); one.isPresent(); one = poll()) {
      if (one.get().isValid(VALID_SECONDS)) {
        return one.get();
      }
      drop(one.get());
    }
    return address.connect();
  }

  private synchronized Optional<Connection> poll() {
    return Optional.ofNullable(idle.poll());
  }

  /** Ends its transaction and keeps it. */
  void giveBack(Connection connection) throws SQLException {
    connection.rollback();
    if (!keep(connection)) {
      drop(connection);
    }
  }

  private synchronized boolean keep(Connection connection) {
    return !closed && idle.size() < MOST_IDLE && idle.offer(connection);
  }

  /** Closes one that may be broken. */
  static void drop(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // It is of no use any more, which is why it is closed.
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(Connections::drop);
    idle.clear();
  }
}

package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Keeps each source's rights still while its documents are written, on all nodes. Otherwise a
 * document that was read before a right was revoked, and written afterwards, would keep the right.
 *
 * <p>The lock is an advisory one of Postgres, shared by those who write and exclusive to who
 * changes; it goes with its connection, so nobody who died holds it.
 */
final class SourceRights {
  private final DataSource dataSource;
  private final Semaphore holders;

  SourceRights(DataSource dataSource, int holders) {
    this.dataSource = dataSource;
    this.holders = new Semaphore(holders, true);
  }

  /** Changes a source with no document of it being written. */
  <T> T changing(UUID sourceId, Supplier<T> change) {
    return locked("pg_advisory_lock", "pg_advisory_unlock", sourceId, change);
  }

  /**
   * The rights of a source.
   *
   * @param current reads the source's rights; empty if it was deleted
   */
  RightsNow of(UUID sourceId, Supplier<Optional<Rights>> current) {
    return new RightsNow() {
      @Override
      public Rights now() {
        return current.get().orElseThrow(SourceGoneException::new);
      }

      @Override
      public <T> T holding(Function<Rights, T> write) {
        return locked(
            "pg_advisory_lock_shared",
            "pg_advisory_unlock_shared",
            sourceId,
            () -> write.apply(now()));
      }
    };
  }

  private <T> T locked(String lock, String unlock, UUID sourceId, Supplier<T> work) {
    holders.acquireUninterruptibly();
    try (Connection connection = dataSource.getConnection()) {
      call(connection, lock, sourceId);
      try {
        return work.get();
      } finally {
        call(connection, unlock, sourceId);
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    } finally {
      holders.release();
    }
  }

  private static void call(Connection connection, String function, UUID sourceId)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + function + "(hashtextextended(?, 0))")) {
      statement.setString(1, "source " + sourceId);
      statement.execute();
    }
  }
}

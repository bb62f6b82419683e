package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A home that is held and a database that is ready: reachable, new enough, and with this build's
 * schema. Closing it stops the embedded PostgreSQL, if there is one, and then gives the home back.
 */
public final class RunningDatabase implements AutoCloseable {
  private static final int OLDEST_MAJOR = 15;
  private static final int VERSIONS_PER_MAJOR = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final HomeLock lock;
  private final @Nullable LocalPostgres local;
  private final ConnectionSettings connection;

  private RunningDatabase(
      HomeLock lock, @Nullable LocalPostgres local, ConnectionSettings connection) {
    this.lock = lock;
    this.local = local;
    this.connection = connection;
  }

  /**
   * Takes the home and opens its database.
   *
   * @param home made if it is missing
   * @param external the configured database; empty for the embedded one, kept in the home
   * @throws StartupException with what is wrong and what to do
   */
  public static RunningDatabase open(Path home, Optional<ConnectionSettings> external) {
    HomeLock lock = HomeLock.acquire(home);
    @Nullable LocalPostgres local = null;
    try {
      local = external.isPresent() ? null : LocalPostgres.start(lock);
      ConnectionSettings connection = local == null ? external.orElseThrow() : local.connection();
      check(connection);
      new Schema(connection).migrate();
      return new RunningDatabase(lock, local, connection);
    } catch (RuntimeException e) {
      try (lock) {
        if (local != null) {
          local.close();
        }
      }
      throw e;
    }
  }

  private static void check(ConnectionSettings settings) {
    try (Connection connection = connectPatiently(settings);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
                    + " current_setting('server_encoding')")) {
      row.next();
      if (row.getInt(1) < OLDEST_MAJOR * VERSIONS_PER_MAJOR) {
        throw new StartupException(
            "PostgreSQL %s at %s is too old.".formatted(row.getString(2), settings.address()),
            "Millrace needs version " + OLDEST_MAJOR + " or newer.");
      }
      if (!row.getString(3).equals("UTF8")) {
        throw new StartupException(
            "Database %s at %s has the encoding %s."
                .formatted(settings.database(), settings.address(), row.getString(3)),
            "Create it with ENCODING 'UTF8'.");
      }
    } catch (SQLException e) {
      throw SqlFailure.explain(settings, e);
    }
  }

  /** A server that is just starting is waited for; one that isn't there is not. */
  private static Connection connectPatiently(ConnectionSettings settings) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return SqlFailure.connect(settings);
      } catch (SQLException e) {
        if (!SqlFailure.startingUp(e) || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** How to reach it. */
  public ConnectionSettings connection() {
    return connection;
  }

  /** The home, as a real path. */
  public Path home() {
    return lock.home();
  }

  /** Writes the server's port into the home's lock, for clients that know the home. */
  public void announce(int port) {
    lock.announce(port);
  }

  /**
   * Closes this when the JVM ends, for callers without an application context. Ctrl-C and SIGTERM
   * end a JVM in order; after a kill the next process with this home cleans up.
   */
  public RunningDatabase closingOnExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close database"));
    return this;
  }

  /** Stops the embedded PostgreSQL, then gives the home back. Further calls do nothing. */
  @Override
  public void close() {
    try (lock) {
      if (local != null) {
        local.close();
      }
    }
  }
}

package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own below a home: programs in {@code native}, data in {@code postgres},
 * password in {@code postgres-password}, log in {@code postgres.log}. It listens on a free port of
 * 127.0.0.1 alone.
 *
 * <p>{@code pg_ctl} starts it in a session of its own, so signals to the JVM's process group don't
 * reach it and the JVM's death doesn't end it. The next {@link #start} on that home takes it over.
 */
final class LocalPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
  private static final String DATABASE = "millrace";

  private final PostgresServer server;
  private final ConnectionSettings connection;
  private boolean closed;

  private LocalPostgres(PostgresServer server, ConnectionSettings connection) {
    this.server = server;
    this.connection = connection;
  }

  /**
   * Starts PostgreSQL on this home, or takes over the one that a killed process left running.
   *
   * @throws StartupException with the reason, PostgreSQL's own words included
   */
  static LocalPostgres start(HomeLock lock) {
    Path home = lock.home();
    Cluster cluster = new Cluster(home, PostgresPrograms.in(PostgresBinaries.unpacked(home)));
    cluster.prepare();
    PostgresServer server = new PostgresServer(cluster);
    ConnectionSettings connection = adopt(server).orElseGet(() -> startAnew(server));
    return new LocalPostgres(server, connection);
  }

  /** Takes over what runs on the data folder, or stops it if it can't be used as it is. */
  private static Optional<ConnectionSettings> adopt(PostgresServer server) {
    Path data = server.cluster().data();
    Optional<Postmaster> running = Postmaster.of(data);
    if (running.isEmpty()) {
      forgetPostmaster(data);
      return Optional.empty();
    }
    Postmaster orphan = running.get();
    try {
      ConnectionSettings admin = on(orphan.port(), server.cluster(), "postgres");
      if (serves(admin, data)) {
        createDatabase(admin);
        LOG.info("Took over PostgreSQL (pid {}, port {})", orphan.pid(), orphan.port());
        return Optional.of(on(orphan.port(), server.cluster(), DATABASE));
      }
    } catch (SQLException e) {
      LOG.warn("PostgreSQL (pid {}) runs but can't be used: {}", orphan.pid(), e.getMessage());
    }
    LOG.info("Stopping the PostgreSQL that an earlier process left (pid {})", orphan.pid());
    server.stopAtAnyCost(orphan);
    return Optional.empty();
  }

  /**
   * Removes a pid file whose process is no PostgreSQL any more: PostgreSQL itself would refuse to
   * start if another program has that pid by now. Should one of its own processes be left after
   * all, it still tells by their shared memory.
   */
  private static void forgetPostmaster(Path data) {
    try {
      Files.deleteIfExists(Postmaster.file(data));
    } catch (IOException e) {
      throw HomeFolder.unwritable(Postmaster.file(data), e);
    }
  }

  private static boolean serves(ConnectionSettings admin, Path data) throws SQLException {
    try (Connection open = SqlFailure.connect(admin);
        Statement statement = open.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('data_directory'), current_setting('server_version')")) {
      return row.next()
          && Path.of(row.getString(1)).equals(data)
          && row.getString(2).equals(PostgresBinaries.VERSION);
    }
  }

  private static ConnectionSettings startAnew(PostgresServer server) {
    Cluster cluster = server.cluster();
    int port = server.start();
    try {
      createDatabase(on(port, cluster, "postgres"));
    } catch (SQLException e) {
      server.stop();
      if (!SqlFailure.wrongPassword(e)) {
        throw SqlFailure.explain(on(port, cluster, DATABASE), e);
      }
      cluster.resetPassword();
      port = server.start();
      try {
        createDatabase(on(port, cluster, "postgres"));
      } catch (SQLException again) {
        server.stop();
        throw SqlFailure.explain(on(port, cluster, DATABASE), again);
      }
    }
    return on(port, cluster, DATABASE);
  }

  private static ConnectionSettings on(int port, Cluster cluster, String database) {
    return new ConnectionSettings(
        ConnectionSettings.SCHEME + "127.0.0.1:" + port + "/" + database,
        Cluster.USER,
        cluster.password());
  }

  private static void createDatabase(ConnectionSettings admin) throws SQLException {
    try (Connection open = SqlFailure.connect(admin);
        Statement statement = open.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (row.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  ConnectionSettings connection() {
    return connection;
  }

  /** Ends all connections and stops the server, once. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!server.stop()) {
      LOG.warn(
          "PostgreSQL at {} did not stop in order; the next start mends it", connection.address());
    }
  }
}

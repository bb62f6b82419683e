package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own below a home: programs in {@code native}, data in {@code postgres},
 * password in {@code postgres-password}, log in {@code postgres.log}. It listens on a free port of
 * 127.0.0.1 alone.
 *
 * <p>{@code pg_ctl} starts it in a session of its own, so signals to the JVM's process group don't
 * reach it and the JVM's death doesn't end it. The next {@link #start} on that home takes it over.
 *
 * <p>Should it die while this process lives, it is started again on the same port, so that pools of
 * connections find it where it was.
 */
final class LocalPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
  private static final String DATABASE = "millrace";

  /** How often it is looked whether it lives. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final PostgresServer server;
  private final int port;
  private final ConnectionSettings connection;
  private @Nullable String trouble;
  private boolean closed;

  private LocalPostgres(PostgresServer server, int port) {
    this.server = server;
    this.port = port;
    this.connection = on(port, server.cluster(), DATABASE);
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
    OptionalInt adopted = adopt(server);
    LocalPostgres local =
        new LocalPostgres(server, adopted.isPresent() ? adopted.getAsInt() : startAnew(server));
    Thread.ofPlatform().name("postgres watch").daemon().start(local::watch);
    return local;
  }

  /** Looks after it until it is closed. */
  private synchronized void watch() {
    try {
      while (!closed) {
        revive();
        wait(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts it if it is dead. The home is this process's, so nobody else does; and as long as one of
   * the dead one's processes has its shared memory, PostgreSQL refuses, and the next look tries
   * again.
   */
  private void revive() {
    try {
      Path data = server.cluster().data();
      if (Postmaster.of(data).isPresent()) {
        return;
      }
      forgetPostmaster(data);
      switch (server.startOn(port)) {
        case PostgresServer.Started.Answers() -> {
          trouble = null;
          LOG.warn("PostgreSQL had died and was started again, on port {}", port);
        }
        case PostgresServer.Started.PortTaken() ->
            report("another process has its port " + port + " now");
        case PostgresServer.Started.Refused(String why) -> report(why);
      }
    } catch (StartupException e) {
      report(String.valueOf(e.getMessage()));
    }
  }

  private void report(String why) {
    if (trouble == null) {
      LOG.error("PostgreSQL has died and does not start; trying again until it does: {}", why);
    }
    trouble = why;
  }

  /** Takes over what runs on the data folder, or stops it if it can't be used as it is. */
  private static OptionalInt adopt(PostgresServer server) {
    Path data = server.cluster().data();
    Optional<Postmaster> running = Postmaster.of(data);
    if (running.isEmpty()) {
      forgetPostmaster(data);
      return OptionalInt.empty();
    }
    Postmaster orphan = running.get();
    try {
      ConnectionSettings admin = on(orphan.port(), server.cluster(), "postgres");
      if (serves(admin, data)) {
        createDatabase(admin);
        LOG.info("Took over PostgreSQL (pid {}, port {})", orphan.pid(), orphan.port());
        return OptionalInt.of(orphan.port());
      }
    } catch (SQLException e) {
      LOG.warn("PostgreSQL (pid {}) runs but can't be used: {}", orphan.pid(), e.getMessage());
    }
    LOG.info("Stopping the PostgreSQL that an earlier process left (pid {})", orphan.pid());
    server.stopAtAnyCost(orphan);
    return OptionalInt.empty();
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

  private static int startAnew(PostgresServer server) {
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
    return port;
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
    notifyAll();
    if (!server.stop()) {
      LOG.warn(
          "PostgreSQL at {} did not stop in order; the next start mends it", connection.address());
    }
  }
}

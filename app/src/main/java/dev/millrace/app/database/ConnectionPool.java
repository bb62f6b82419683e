package dev.millrace.app.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/** Connections to one database, kept open; autocommit is on until a caller turns it off. */
public final class ConnectionPool implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final int IDLE = 2;

  private final HikariDataSource pool;

  private ConnectionPool(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * A pool which opens its connections as they are needed. Who finds all of them taken waits for
   * one, ten seconds at most.
   *
   * @param size the most connections at a time, at least 1
   */
  public static ConnectionPool open(ConnectionSettings settings, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("millrace");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(IDLE, size));
    config.setConnectionTimeout(WAIT.toMillis());
    config.addDataSourceProperty("ApplicationName", "millrace");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new ConnectionPool(new HikariDataSource(config));
  }

  /** The pool as plain JDBC sees it. */
  public DataSource dataSource() {
    return pool;
  }

  /** Closes all connections, those in use included. */
  @Override
  public void close() {
    pool.close();
  }
}

package dev.millrace.retrieval;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * One real PostgreSQL for all tests of a JVM; each caller gets a database of its own with the
 * schema in it.
 */
public final class TestPostgres {
  private static final String TEMPLATE = "millrace_template";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestPostgres() {}

  private static final class Shared {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
        execute(postgres.getPostgresDatabase(), "CREATE DATABASE " + TEMPLATE);
        Flyway.configure().dataSource(postgres.getDatabase("postgres", TEMPLATE)).load().migrate();
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A new database with the schema and nothing else in it, with a pool that lets go of idle
   * connections.
   */
  public static DataSource freshDatabase() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(freshUrl());
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(0);
    config.setIdleTimeout(10_000);
    return new HikariDataSource(config);
  }

  /** The JDBC URL, user included, of a new database with the schema and nothing else in it. */
  public static String freshUrl() {
    return Shared.POSTGRES.getJdbcUrl("postgres", create());
  }

  private static String create() {
    String name = "test_" + COUNT.incrementAndGet();
    execute(
        Shared.POSTGRES.getPostgresDatabase(), "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return name;
  }

  private static void execute(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}

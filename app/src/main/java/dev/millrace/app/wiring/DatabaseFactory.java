package dev.millrace.app.wiring;

import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.DatabaseUrl;
import dev.millrace.app.database.RunningDatabase;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database and its pool of connections.
 *
 * <p>Repositories of Micronaut Data find the data source called {@code default} by themselves; it
 * gives connections only within their transactions. Plain JDBC, which begins and ends its own
 * transactions, takes the {@link ConnectionPool} and its {@link ConnectionPool#dataSource()}.
 */
@Factory
final class DatabaseFactory {
  private static final String NAME = "default";
  private static final int POOL_SIZE = 10;

  @Bean(preDestroy = "close")
  @Singleton
  RunningDatabase database(Environment environment) {
    return RunningDatabase.open(
        Path.of(environment.getProperty("millrace.home", String.class, "data")),
        environment
            .getProperty("millrace.db-url", String.class)
            .map(
                url ->
                    DatabaseUrl.parse(
                        url,
                        property(environment, "millrace.db-user"),
                        property(environment, "millrace.db-password"))));
  }

  private static Optional<String> property(Environment environment, String key) {
    return environment.getProperty(key, String.class);
  }

  @Bean(preDestroy = "close")
  @Singleton
  ConnectionPool pool(RunningDatabase database) {
    return ConnectionPool.open(database.connection(), POOL_SIZE);
  }

  /**
   * The pool as repositories see it. It is a bean apart from the pool because Micronaut Data puts a
   * proxy in its place, which can't be closed.
   */
  @Singleton
  @Named(NAME)
  DataSource dataSource(ConnectionPool pool) {
    return pool.dataSource();
  }
}

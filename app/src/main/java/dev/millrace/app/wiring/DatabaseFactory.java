package dev.millrace.app.wiring;

import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.DatabaseUrl;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.settings.KnownSettings;
import dev.millrace.app.settings.Settings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
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

  @Bean(preDestroy = "close")
  @Singleton
  RunningDatabase database(Settings settings) {
    return RunningDatabase.open(
        settings.home(),
        settings
            .text(KnownSettings.DB_URL)
            .map(
                url ->
                    DatabaseUrl.parse(
                        url,
                        settings.text(KnownSettings.DB_USER),
                        settings.text(KnownSettings.DB_PASSWORD))));
  }

  @Bean(preDestroy = "close")
  @Singleton
  ConnectionPool pool(RunningDatabase database, Settings settings) {
    return ConnectionPool.open(database.connection(), settings.count(KnownSettings.DB_POOL_SIZE));
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

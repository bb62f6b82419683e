package dev.millrace.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.ConnectionSettings;
import dev.millrace.app.database.RunningDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFactoryTest {
  @MappedEntity("workspace")
  record Workspace(@Id int workspaceId, String name) {}

  @JdbcRepository(dialect = Dialect.POSTGRES)
  interface Workspaces extends CrudRepository<Workspace, Integer> {}

  @Test
  void servesRepositoriesAndPlainJdbcAndStopsWithTheContext(@TempDir Path home) throws Exception {
    ConnectionSettings connection;
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("millrace.home", home.toString()))) {
      connection = context.getBean(RunningDatabase.class).connection();
      assertThat(context.getBean(Workspaces.class).findAll())
          .extracting(Workspace::name)
          .containsExactly("default");
      ConnectionPool pool = context.getBean(ConnectionPool.class);
      try (var plain = pool.dataSource().getConnection();
          var statement = plain.createStatement();
          var rows = statement.executeQuery("SELECT count(*) FROM workspace")) {
        assertThat(plain.getAutoCommit()).isTrue();
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(1);
      }
    }
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    connection.jdbcUrl(), connection.user(), connection.password()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("refused");
  }
}

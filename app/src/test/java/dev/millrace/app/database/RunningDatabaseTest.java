package dev.millrace.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningDatabaseTest {
  @TempDir Path folder;
  private Path home = Path.of("");

  @BeforeEach
  void useSharedBinaries() throws IOException {
    home = SharedBinaries.lend(folder.toRealPath());
  }

  @AfterEach
  void giveBinariesBack() throws IOException {
    SharedBinaries.takeBack(folder);
  }

  private RunningDatabase open() {
    return RunningDatabase.open(home, Optional.empty());
  }

  private static String ask(ConnectionSettings settings, String query) throws SQLException {
    try (var connection = SqlFailure.connect(settings);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void tell(ConnectionSettings settings, String command) throws SQLException {
    try (var connection = SqlFailure.connect(settings);
        var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private Path pidFile() {
    return home.resolve("postgres/postmaster.pid");
  }

  private Postmaster postmaster() {
    return Postmaster.of(home.resolve("postgres")).orElseThrow();
  }

  @Test
  void isDurableAndClosedToOthers() throws Exception {
    try (RunningDatabase database = open()) {
      ConnectionSettings settings = database.connection();
      for (String durable : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(ask(settings, "SHOW " + durable)).as(durable).isEqualTo("on");
      }
      assertThat(ask(settings, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(settings, "SHOW unix_socket_directories")).isEmpty();
      assertThat(ask(settings, "SHOW data_checksums")).isEqualTo("on");
      assertThat(ask(settings, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(ask(settings, "SHOW server_version")).isEqualTo(PostgresBinaries.VERSION);
      assertThat(ask(settings, "SELECT datlocale FROM pg_database WHERE datname = 'millrace'"))
          .isEqualTo("C.UTF-8");
      assertThat(
              ask(settings, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");

      Path password = home.resolve("postgres-password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(password).strip()).isEqualTo(settings.password()).hasSize(32);
      assertThatThrownBy(
              () ->
                  SqlFailure.connect(
                      new ConnectionSettings(settings.jdbcUrl(), settings.user(), "guess")))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(SqlFailure.wrongPassword(e)).isTrue());
      assertThat(home.resolve("postgres.log")).content().doesNotContain(settings.password());
    }
    assertThat(pidFile()).doesNotExist();
  }

  @Test
  void keepsItsDataAndClosesOnce() throws Exception {
    RunningDatabase first = open();
    tell(first.connection(), "CREATE TABLE kept AS SELECT 'here'::text AS word");
    first.close();
    first.close();
    try (RunningDatabase second = open()) {
      first.close();
      assertThat(ask(second.connection(), "SELECT word FROM kept")).isEqualTo("here");
      assertThatThrownBy(this::open)
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("in use")
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining(home.toString());
    }
  }

  @Test
  void refusesAHomeThatAnotherProcessHoldsAndAdoptsWhatAKillLeft() throws Exception {
    try (HoldsHome other = HoldsHome.start(home)) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("pid " + other.pid())
          .hasMessageContaining(home.toString());
      long orphan = postmaster().pid();
      other.kill();
      try (RunningDatabase adopted = open()) {
        assertThat(postmaster().pid()).isEqualTo(orphan);
        assertThat(adopted.connection().jdbcUrl()).isEqualTo(other.jdbcUrl());
        assertThat(ask(adopted.connection(), "SELECT name FROM workspace")).isEqualTo("default");
      }
    }
    assertThat(pidFile()).doesNotExist();
  }

  @Test
  void stopsWithItsProcessOnASignal() throws Exception {
    try (HoldsHome other = HoldsHome.start(home)) {
      assertThat(pidFile()).exists();
      other.terminate();
      assertThat(pidFile()).doesNotExist();
      assertThat(home.resolve("postgres.log")).content().contains("database system is shut down");
    }
  }

  @Test
  void startsPostgresAgainWhenItWasKilled() throws Exception {
    try (RunningDatabase database = open()) {
      ConnectionSettings settings = database.connection();
      tell(settings, "CREATE TABLE kept AS SELECT 'here'::text AS word");
      Postmaster first = postmaster();
      for (int kill = 0; kill < 2; kill++) {
        kill(postmaster());
        assertThat(askPatiently(settings, "SELECT word FROM kept")).isEqualTo("here");
      }
      assertThat(postmaster().port()).isEqualTo(first.port());
      assertThat(postmaster().pid()).isNotEqualTo(first.pid());
    }
    assertThat(pidFile()).doesNotExist();
  }

  @Test
  void aKilledPostgresIsNotStartedAgainOnceItIsClosed() throws Exception {
    RunningDatabase database = open();
    kill(postmaster());
    database.close();
    assertThat(Postmaster.of(home.resolve("postgres"))).isEmpty();
  }

  @Test
  void recoversWhenThePidOfAKilledPostgresIsSomebodyElses() throws Exception {
    String stale;
    try (RunningDatabase database = open()) {
      tell(database.connection(), "CREATE TABLE kept AS SELECT 'here'::text AS word");
      stale = Files.readString(pidFile());
      kill(postmaster());
    }
    Files.writeString(
        pidFile(), stale.replaceFirst("\\d+", String.valueOf(ProcessHandle.current().pid())));
    try (RunningDatabase database = open()) {
      assertThat(ask(database.connection(), "SELECT word FROM kept")).isEqualTo("here");
    }
  }

  private static void kill(Postmaster postmaster) {
    ProcessHandle postgres = ProcessHandle.of(postmaster.pid()).orElseThrow();
    postgres.destroyForcibly();
    postgres.onExit().join();
  }

  private static String askPatiently(ConnectionSettings settings, String query)
      throws SQLException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        return ask(settings, query);
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  @Test
  void mendsADamagedPasswordFile() throws Exception {
    Path password = home.resolve("postgres-password");
    String before;
    try (RunningDatabase database = open()) {
      before = database.connection().password();
      tell(database.connection(), "CREATE TABLE kept AS SELECT 'here'::text AS word");
    }
    Files.writeString(password, "half a passw");
    try (RunningDatabase database = open()) {
      assertThat(database.connection().password()).isNotEqualTo(before).hasSize(32);
      assertThat(ask(database.connection(), "SELECT word FROM kept")).isEqualTo("here");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void refusesASchemaThatIsNewerOrChangedOrSomebodyElses() throws Exception {
    try (RunningDatabase database = open()) {
      ConnectionSettings own = database.connection();
      tell(own, "CREATE DATABASE foreigner");
      ConnectionSettings foreign =
          new ConnectionSettings(
              own.jdbcUrl().replace("/millrace", "/foreigner"), own.user(), own.password());
      tell(foreign, "CREATE TABLE theirs (n int)");
      assertThatThrownBy(() -> RunningDatabase.open(folder.resolve("b"), Optional.of(foreign)))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("foreigner")
          .hasMessageContaining("empty database");

      tell(own, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");
      assertThatThrownBy(() -> RunningDatabase.open(folder.resolve("b"), Optional.of(own)))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("differs from this build's: version 2");

      tell(
          own,
          "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1,"
              + " installed_by, now(), 1, true FROM flyway_schema_history WHERE version = '1'");
      assertThatThrownBy(() -> RunningDatabase.open(folder.resolve("b"), Optional.of(own)))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("has version 99; this build knows versions up to");
    }
  }
}

package dev.millrace.app.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.database.ConnectionPool;
import dev.millrace.retrieval.TestPostgres;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the first key comes from, start after start. */
class AdminKeyTest {
  private static final String FIRST = "the-first-admin-key";
  private static final String SECOND = "the-second-admin-key";

  @TempDir static Path contextHome;
  @TempDir Path home;
  private static ApplicationContext context;
  private static ApiKeys keys;

  @BeforeAll
  static void open() {
    context =
        ApplicationContext.run(
            Map.of(
                "millrace.home", contextHome.toString(),
                "millrace.db-url", TestPostgres.freshUrl()));
    keys = context.getBean(ApiKeys.class);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    try (var connection = context.getBean(ConnectionPool.class).dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM api_key");
    }
  }

  private Optional<KeySecret> start() {
    return keys.adminKey(WorkspaceId.DEFAULT, Optional.empty(), home).ensure();
  }

  private Optional<KeySecret> start(String setting) {
    return keys.adminKey(WorkspaceId.DEFAULT, Optional.of(setting), home).ensure();
  }

  private static boolean accepted(String key) {
    return keys.authenticate(key) instanceof Authentication.Accepted;
  }

  @Test
  void theFirstStartMakesAKeyAndShowsItOnce() throws IOException {
    Optional<KeySecret> made = start();
    Optional<KeySecret> again = start();

    assertThat(made).isPresent();
    assertThat(again).isEmpty();
    assertThat(accepted(made.get().reveal())).isTrue();
    assertThat(home.resolve("admin-key")).hasContent(made.get().reveal() + "\n");
    assertThat(Files.getPosixFilePermissions(home.resolve("admin-key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theSettingIsTheKeyAndANewOneEndsTheFormer() {
    start(FIRST);
    assertThat(accepted(FIRST)).isTrue();

    start(SECOND);
    assertThat(accepted(FIRST)).isFalse();
    assertThat(accepted(SECOND)).isTrue();

    start(FIRST);
    assertThat(accepted(FIRST)).isTrue();
    assertThat(accepted(SECOND)).isFalse();
    assertThat(home.resolve("admin-key")).doesNotExist();
  }

  @Test
  void withoutTheSettingTheKeyThatTheDatabaseKnowsStays() {
    start(FIRST);

    assertThat(start()).isEmpty();
    assertThat(accepted(FIRST)).isTrue();
  }

  @Test
  void aNewDatabaseLearnsTheKeyOfTheHome() throws SQLException {
    String made = start().orElseThrow().reveal();
    forget();

    assertThat(start()).isEmpty();
    assertThat(accepted(made)).isTrue();
  }

  @Test
  void aKeyThatWasRevokedStaysRevoked() {
    start(FIRST);
    ApiKey key = ((Authentication.Accepted) keys.authenticate(FIRST)).key();
    keys.revoke(WorkspaceId.DEFAULT, key.id());

    start(FIRST);
    assertThat(accepted(FIRST)).isFalse();

    start(SECOND);
    assertThat(accepted(SECOND)).isTrue();
  }

  @Test
  void anIssuedKeyCannotBecomeTheAdminKey() {
    NewKey wanted =
        new NewKey(WorkspaceId.DEFAULT, "a", Set.of(Scope.SEARCH), Optional.empty(), null);
    String issued = keys.issue(wanted).secret().reveal();

    assertThatThrownBy(() -> start(issued))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millrace.admin-key")
        .hasMessageNotContaining(issued);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"short", "fifteen-letters", "with a blank in between", "größer-als-sechzehn"})
  void aSettingThatCannotBeAKeyIsRefused(String setting) {
    assertThatThrownBy(() -> start(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millrace.admin-key")
        .hasMessageNotContaining(setting);
  }

  @Test
  void aKeyDoesNotShowItselfInText() {
    KeySecret secret = KeySecret.random();

    assertThat(secret.toString()).isEqualTo(secret.prefix()).hasSize(11);
    assertThat(secret.reveal()).startsWith(secret.prefix() + "_").hasSize(55);
    assertThat(KeySecret.of(FIRST).toString()).doesNotContain(FIRST);
  }
}

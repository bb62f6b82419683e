package dev.millrace.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.StartupException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  private static ConnectionSettings parse(String url) {
    return DatabaseUrl.parse(url, Optional.empty(), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://u:p@db/x, jdbc:postgresql://db:5432/x, u, p",
    "postgresql://u:p%40s%2Bs+@db:6432/x?sslmode=require&connect_timeout=3,"
        + " jdbc:postgresql://db:6432/x?sslmode=require&connectTimeout=3, u, p@s+s+",
    "jdbc:postgresql://db:5433/x?user=u&password=p%26q&ssl=true,"
        + " jdbc:postgresql://db:5433/x?ssl=true, u, p&q",
    "'postgres://u@a:1,b/x', 'jdbc:postgresql://a:1,b:5432/x', u, ''",
    "postgres://u:p@[::1]/x, jdbc:postgresql://[::1]:5432/x, u, p",
    "postgres://u:p@db, jdbc:postgresql://db:5432/u, u, p",
  })
  void readsWhatPeopleHave(String url, String jdbc, String user, String password) {
    assertThat(parse(url)).isEqualTo(new ConnectionSettings(jdbc, user, password));
  }

  @Test
  void takesUserAndPasswordFromElsewhere() {
    ConnectionSettings settings =
        DatabaseUrl.parse("jdbc:postgresql://db/x", Optional.of("u"), Optional.of("p"));
    assertThat(settings.user()).isEqualTo("u");
    assertThat(settings.password()).isEqualTo("p");
    assertThat(settings.address()).isEqualTo("db:5432");
    assertThat(settings.database()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:geheim@db/x",
        "u:geheim@db/x",
        "postgres://u:geheim@/x",
        "postgres://u:geheim%ZZ@db/x",
        "jdbc:postgresql://db/x?password=geheim",
      })
  void refusesOthersWithoutRepeatingThem(String url) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("millrace.db-url")
        .hasMessageNotContaining("geheim");
    assertThat(parse("postgres://u:geheim@db/x").toString()).doesNotContain("geheim");
  }
}

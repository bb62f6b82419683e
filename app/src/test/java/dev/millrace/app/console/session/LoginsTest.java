package dev.millrace.app.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.identity.ApiKeys;
import dev.millrace.app.identity.NewKey;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.TestPostgres;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, how often one may try, and for how long one stays. */
class LoginsTest {
  private static final String HERE = "127.0.0.1";

  @TempDir static Path home;
  private static ApplicationContext context;
  private static ApiKeys keys;

  private Instant now = Instant.parse("2026-11-21T08:00:00Z");
  private final InstantSource clock = () -> now;
  private final Sessions sessions = new Sessions(clock);
  private Logins logins;

  @BeforeAll
  static void open() {
    context =
        ApplicationContext.run(
            Map.of("millrace.home", home.toString(), "millrace.db-url", TestPostgres.freshUrl()));
    keys = context.getBean(ApiKeys.class);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void forget() {
    logins = new Logins(keys, sessions, new FailedLogins(clock), clock);
  }

  private static String key(Scope... scopes) {
    return keys.issue(
            new NewKey(WorkspaceId.DEFAULT, "a", Set.of(scopes), Optional.of("ann"), null))
        .secret()
        .reveal();
  }

  private static Sessions.Opened accepted(Login login) {
    assertThat(login).isInstanceOf(Login.Accepted.class);
    return ((Login.Accepted) login).opened();
  }

  @Test
  void aSessionIsFoundByItsIdUntilItIsIdleTooLong() {
    Sessions.Opened opened = accepted(logins.logIn(key(Scope.SEARCH), Optional.empty(), HERE));
    assertThat(opened.session().user()).hasToString("user:ann");
    assertThat(opened.toString()).doesNotContain(opened.id());

    now = now.plus(Sessions.IDLE.minusSeconds(1));
    assertThat(sessions.find(opened.id())).isPresent();
    now = now.plus(Sessions.IDLE.minusSeconds(1));
    assertThat(sessions.find(opened.id())).isPresent();
    assertThat(sessions.find(opened.session().name())).isEmpty();
    now = now.plus(Sessions.IDLE);
    assertThat(sessions.find(opened.id())).isEmpty();
  }

  @Test
  void beyondTheMostTheLongestUnusedEnds() {
    String key = key(Scope.SEARCH);
    Sessions.Opened first = accepted(logins.logIn(key, Optional.empty(), HERE));
    Sessions.Opened second = accepted(logins.logIn(key, Optional.empty(), HERE));
    assertThat(sessions.find(first.id())).isPresent();
    for (int n = 0; n < Sessions.MOST - 1; n++) {
      sessions.open(first.session().key(), first.session().user());
    }
    assertThat(sessions.find(second.id())).isEmpty();
    assertThat(sessions.find(first.id())).isPresent();
  }

  @Test
  void whoFailsTooOftenWaits() {
    String key = key(Scope.SEARCH);
    for (int n = 0; n < FailedLogins.FREE; n++) {
      assertThat(logins.logIn("wrong", Optional.empty(), HERE)).isInstanceOf(Login.Refused.class);
    }
    assertThat(logins.logIn(key, Optional.empty(), HERE))
        .isEqualTo(new Login.TooMany(FailedLogins.WINDOW));
    assertThat(logins.redeem("wrong", HERE)).isInstanceOf(Login.TooMany.class);
    accepted(logins.logIn(key, Optional.empty(), "10.0.0.9"));

    now = now.plus(FailedLogins.WINDOW);
    accepted(logins.logIn(key, Optional.empty(), HERE));
  }

  @Test
  void aLinkLetsInOnceAndInTime() {
    String key = key(Scope.SEARCH, Scope.ACT);
    String token = token(logins.oneTimeLink(key, Optional.of("bob")));
    Sessions.Opened opened = accepted(logins.redeem(token, HERE));
    assertThat(opened.session().user()).hasToString("user:bob");
    assertThat(logins.redeem(token, HERE)).isInstanceOf(Login.Refused.class);

    String late = token(logins.oneTimeLink(key, Optional.empty()));
    now = now.plus(Logins.LINK);
    assertThat(logins.redeem(late, HERE)).isInstanceOf(Login.Refused.class);
  }

  @Test
  void aKeyThatOpensNothingIsNotLetIn() {
    assertThat(logins.logIn(key(Scope.ACT), Optional.empty(), HERE))
        .isInstanceOf(Login.Refused.class);
    assertThatThrownBy(() -> logins.oneTimeLink(key(Scope.SEARCH), Optional.of("bob")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scope act");
    assertThat(logins.logIn(key(Scope.SEARCH, Scope.ACT), Optional.of("\t\u0001"), HERE))
        .isInstanceOf(Login.Refused.class);
  }

  @Test
  void theFormTokenIsTheSessionsOwn() {
    String key = key(Scope.SEARCH);
    Session first = accepted(logins.logIn(key, Optional.empty(), HERE)).session();
    Session second = accepted(logins.logIn(key, Optional.empty(), HERE)).session();
    assertThat(first.sent(first.formToken())).isTrue();
    assertThat(first.sent(second.formToken())).isFalse();
    assertThat(first.toString()).doesNotContain(first.formToken());
  }

  private static String token(String link) {
    assertThat(link).startsWith("/console/login?once=");
    return link.substring(link.indexOf('=') + 1);
  }
}

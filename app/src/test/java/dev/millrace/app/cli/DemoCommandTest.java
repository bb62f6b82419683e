package dev.millrace.app.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The demonstration against a server that finds nothing, or what it should not. */
final class DemoCommandTest {
  private final FakeMillrace api = new FakeMillrace();
  private final List<ServerSettings> given = new ArrayList<>();
  private final List<FakeServer> started = new ArrayList<>();
  private final Shell shell =
      new Shell()
          .with("MILLRACE_DB_URL", "jdbc:postgresql://elsewhere/corpus")
          .with("MILLRACE_ADMIN_KEY", "the-key-of-another-server")
          .with(
              (ServerStart)
                  settings -> {
                    given.add(settings);
                    FakeServer server =
                        new FakeServer(api.url(), requireNonNull(settings.home()), "new");
                    started.add(server);
                    return server;
                  });

  @AfterEach
  void close() {
    api.close();
  }

  private void findsFor(String query, String answer) {
    api.instead =
        request -> request.startsWith(query) ? new FakeMillrace.Answer(200, answer) : null;
  }

  private static String refusing(String nearest) {
    return """
        event: finished
        data: {"answer":"no","refused":true,"nearest":[%s],"model":"m","tier":"t","cost":{"amount":0,"currency":"USD"},"ms":1}

        """
        .formatted(nearest);
  }

  @Test
  void startsApartFromTheEnvironmentOnAScratchHomeThatIsDeleted() {
    findsFor("POST /api/ask", refusing(""));

    shell.run("demo", "--once", "--port", "0");

    ServerSettings settings = given.getFirst();
    assertThat(settings.apart()).isTrue();
    assertThat(settings.dbUrl()).isNull();
    assertThat(settings.adminKey()).isNull();
    assertThat(settings.port()).isZero();
    assertThat(settings.home()).isNotNull().doesNotExist();
    assertThat(started.getFirst().closed).isTrue();
  }

  @Test
  void sendsEveryDocumentAndGroupThroughTheApi() {
    findsFor("POST /api/ask", refusing(""));

    shell.run("demo", "--once");

    assertThat(api.requests("PUT"))
        .contains("PUT /api/groups/hr", "PUT /api/groups/finance")
        .filteredOn(request -> request.contains("/files?"))
        .hasSameSizeAs(new Handbook().documents());
  }

  @Test
  void findingNothingEndsWithOneAndNamesWhatDiffers() {
    findsFor("POST /api/ask", refusing(""));

    assertThat(shell.run("demo", "--once")).isEqualTo(ExitCode.FAILED);
    assertThat(shell.out()).contains("Not as expected:", "there should be an answer");
  }

  @Test
  void anythingShownThatTheReaderMayNotSeeEndsWithOne() {
    String hidden =
        new Handbook()
            .documents().stream().filter(d -> d.startsWith("hr/")).findFirst().orElseThrow();
    findsFor(
        "POST /api/ask",
        refusing(
            "{\"externalId\":\"" + hidden + "\",\"title\":\"t\",\"headings\":[],\"text\":\"x\"}"));

    assertThat(shell.run("demo", "--once")).isEqualTo(ExitCode.FAILED);
    assertThat(shell.out()).contains("tomas was shown " + hidden, "✗");
  }
}

package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measurements that start a server, with so little to do that they take seconds. */
final class BenchServerCommandsTest {
  /** The servers that commands start use the tests' PostgreSQL: one less to wait for. */
  private final Shell shell =
      new Shell()
          .with(
              (ServerStart)
                  settings ->
                      WiredServer.start(
                          new ServerSettings(
                              settings.home(),
                              settings.port(),
                              settings.host(),
                              TestPostgres.freshUrl(),
                              null,
                              true)));

  private JsonNode measured(String... arguments) throws IOException {
    assertThat(shell.run(arguments)).as(shell.err()).isEqualTo(ExitCode.DONE);
    return Json.tree(shell.out());
  }

  @Test
  void aFolderIsIngestedByBoth(@TempDir Path folder) throws IOException {
    MadeDocuments documents = new MadeDocuments(1);
    for (int n = 0; n < 3; n++) {
      Files.writeString(folder.resolve("note-" + n + ".txt"), documents.document(n).text());
    }
    Files.writeString(folder.resolve("report.md"), documents.report(1, 5));
    Files.writeString(folder.resolve("broken.pdf"), "%PDF-1.7 and then nothing");

    JsonNode figures = measured("bench", "ingest", folder.toString(), "--json");

    JsonNode millrace = figures.path("millrace");
    assertThat(millrace.path("outcomes").path("added").asInt()).isEqualTo(4);
    assertThat(millrace.path("outcomes").path("failed").asInt()).isEqualTo(1);
    assertThat(millrace.path("passages").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(millrace.path("stageMs").path("embed").asLong()).isPositive();
    assertThat(figures.path("langChain4j").path("documents").asInt()).isEqualTo(4);
    assertThat(figures.path("langChain4j").path("segments").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(figures.path("ratio").asDouble()).isPositive();

    assertThat(shell.run("bench", "ingest", folder.toString(), "--without-rival"))
        .isEqualTo(ExitCode.DONE);
    assertThat(shell.out()).contains("4 added", "embed", "documents/s").doesNotContain("easy RAG");
  }

  @Test
  void whatIsGoneIsNeverShown() throws IOException {
    JsonNode figures =
        measured(
            "bench",
            "freshness",
            "--pushes=3",
            "--warm-up=1",
            "--checks=20",
            "--clients=2",
            "--json");

    assertThat(figures.path("stale").asInt()).isZero();
    assertThat(figures.path("checks").asInt()).isGreaterThanOrEqualTo(20);
    assertThat(figures.path("searchableMs").path("times").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(figures.path("invisibleMs").path("p99").asDouble()).isPositive();
    assertThat(figures.path("runs").asInt()).isPositive();
  }

  @Test
  void aBatchIsTimedInTenths() throws IOException {
    JsonNode figures = measured("bench", "push", "--documents", "25", "--json");

    assertThat(figures.path("tenths")).hasSize(10);
    assertThat(figures.path("passages").asInt()).isEqualTo(25);
    assertThat(figures.path("errors").asInt()).isZero();
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void badArgumentsAreRefusedBeforeAServerStarts() {
    assertThat(shell.run("bench", "ingest", "/there/is/no/such/folder"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("there is no folder /there/is/no/such/folder");
    assertThat(shell.run("bench", "ingest", ".", "--rounds", "0")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.run("bench", "freshness", "--pushes", "0")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.run("bench", "freshness", "--checks", "-1")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.run("bench", "freshness", "--warm-up", "-1")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.run("bench", "freshness", "--clients", "1000"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.run("bench", "push", "--documents", "9")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("--documents is 10 to 10000000");
  }
}

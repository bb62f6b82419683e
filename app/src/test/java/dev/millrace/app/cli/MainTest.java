package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  private final Shell shell = new Shell();

  @Test
  void helpListsEveryCommand() {
    assertThat(shell.run("--help")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out())
        .contains(
            "serve ", "demo ", "ingest ", "search ", "eval ", "test ", "3 server unreachable");
    assertThat(shell.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "demo",
        "ingest",
        "sources",
        "runs",
        "documents",
        "search",
        "eval",
        "test"
      })
  void everyCommandHasHelpAndVersion(String command) {
    assertThat(shell.run(command, "--help")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out()).startsWith("Usage: millrace " + command);
    assertThat(shell.run(command, "--version")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out()).startsWith("Millrace ");
  }

  @Test
  void withoutACommandItSaysWhichThereAre() {
    assertThat(shell.run()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("serve, demo, ingest, sources, runs, documents");
  }

  @Test
  void anUnknownCommandSuggestsTheNearest() {
    assertThat(shell.run("serch", "x")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("search", "./millrace --help");
  }

  @Test
  void anUnknownOptionSuggestsTheNearest() {
    assertThat(shell.run("search", "x", "--limt", "3")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("--limt", "--limit", "./millrace search --help");
    assertThat(shell.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search",
        "search|",
        "search|x|--limit|0",
        "search|x|--limit|many",
        "search|x|--mode|best",
        "search|x|--server|localhost",
        "search|x|--server|http://h:1|--port|2",
        "search|x|--port|99999",
        "ingest",
        "ingest|no-such-folder",
        "ingest|.|--readers|hr",
        "ingest|.|--denied|boss:x",
        "ingest|.|--sensitivity|secret",
        "ingest|.|--source| ",
        "sources",
        "sources|add|x",
        "sources|test",
        "sources|retry|x",
        "runs",
        "runs|list|--limit|0",
        "documents",
        "documents|push|no-such-file",
        "eval",
        "eval|retrieval",
        "eval|retrieval|no-such-folder",
        "eval|retrieval|.|--mode|lexical,best",
        "eval|retrieval|.|--b|1.5",
        "eval|retrieval|.|--k1|-1",
        "eval|retrieval|.|--limit-queries|0",
        "demo|--once|--port|x",
        "demo|--port|-1",
        "serve|--port",
        "serve|--port|70000"
      })
  void wrongUsageEndsWithTwoAndPointsToTheHelp(String line) {
    assertThat(shell.run(line.split("\\|", -1))).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("millrace: ", "--help");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereEndsWithThree() {
    // A port that was free a moment ago.
    String url;
    try (FakeMillrace gone = new FakeMillrace()) {
      url = gone.url().toString();
    }
    assertThat(shell.run("search", "x", "--server", url)).isEqualTo(ExitCode.SERVER_UNREACHABLE);
    assertThat(shell.err())
        .isEqualToIgnoringNewLines(
            "millrace: no Millrace answers at "
                + url
                + ": start one with ./millrace serve, or name another with --server");
    assertThat(shell.run("ingest", ".", "--server", url)).isEqualTo(ExitCode.SERVER_UNREACHABLE);
  }

  @Test
  void theServerOfAHomeIsAskedWhereItListens(@TempDir Path home) throws IOException {
    try (FakeMillrace server = new FakeMillrace()) {
      Files.writeString(
          home.resolve("millrace.lock"), "pid 1\nport " + server.url().getPort() + "\n");
      server.instead =
          _ -> new FakeMillrace.Answer(200, "{\"evidence\":[],\"position\":9,\"ms\":4}");

      assertThat(shell.run("search", "x", "--home", home.toString())).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void aServerThatCannotStartEndsWithOneAndItsReason() {
    assertThat(shell.run("serve")).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).isEqualToIgnoringNewLines("millrace: no server in this test");
  }
}

package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.app.database.ScratchHome;
import dev.millrace.app.wiring.Server;
import dev.millrace.retrieval.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other passages, from the changed setting to the switch and back, by the command line. */
final class IndexEndToEndTest {
  private static final String KEY = "an-admin-key-for-the-index";

  @TempDir Path folder;
  private final ScratchHome home = ScratchHome.create();
  private final String database = TestPostgres.freshUrl();

  @AfterEach
  void close() {
    home.close();
  }

  private Server start(String passageTokens) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("millrace.db-url", database);
    settings.put("millrace.home", home.path().toString());
    settings.put("millrace.port", "0");
    settings.put("millrace.admin-key", KEY);
    settings.put("millrace.ingestion.passage-tokens", passageTokens);
    settings.put("millrace.index.build-share", "100");
    return Server.startApart(settings);
  }

  private static Shell shell(Server server) {
    return new Shell().with("MILLRACE_SERVER", server.uri().toString()).with("MILLRACE_KEY", KEY);
  }

  private static JsonNode json(Server server, String... arguments) throws IOException {
    Shell shell = shell(server);
    assertThat(shell.run(arguments)).as("%s", shell.err()).isEqualTo(ExitCode.DONE);
    return Json.tree(shell.out());
  }

  private static String found(Server server, String query) throws IOException {
    return json(server, "search", "--json", query).path("evidence").path(0).path("text").asText();
  }

  @Test
  void passagesOfAnotherSizeAreBuiltComparedSwitchedToAndTakenBack() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(
        files.resolve("leave.md"),
        """
        # Leave

        Everyone has thirty days of leave a year. Five of them may be taken in the next. Whoever \
        joins in July has half of them.

        The office wants to know a month ahead. In August nobody is refused who asked by the end \
        of March.
        """);
    Files.writeString(
        files.resolve("pay.md"),
        """
        # Pay

        Pay comes on the last day of the month.

        Overtime is paid with the next.
        """);
    Path golden = folder.resolve("golden.jsonl");
    Files.writeString(
        golden,
        """
        {"question":"how many days of leave are there","expected":["leave.md"]}
        {"question":"when is overtime paid","expected":["pay.md"]}
        """);
    String whole;
    try (Server server = start("220")) {
      assertThat(shell(server).run("ingest", files.toString())).isEqualTo(ExitCode.DONE);
      whole = found(server, "who may take leave in August");
      assertThat(whole).contains("thirty days", "August");
      assertThat(shell(server).run("index", "rebuild")).isEqualTo(ExitCode.FAILED);
    }
    try (Server server = start("30")) {
      assertThat(found(server, "who may take leave in August")).isEqualTo(whole);
      Shell status = shell(server);
      assertThat(status.run("index", "status")).isEqualTo(ExitCode.DONE);
      assertThat(status.out()).contains("live", "structure-1/220", "index rebuild");
      assertThat(json(server, "index", "rebuild", "--forecast", "--json").path("documents").asInt())
          .isEqualTo(2);

      JsonNode verified = json(server, "index", "verify", "--json");
      assertThat(verified.path("documents").asInt()).isEqualTo(2);
      assertThat(verified.path("passages").asInt()).isPositive();
      assertThat(verified.path("differing").asInt(-1)).isZero();

      AtomicBoolean over = new AtomicBoolean();
      Future<Integer> searching = searchUntil(over, server);
      int next = json(server, "index", "rebuild", "--wait", "--json").path("id").asInt();
      assertThat(found(server, "who may take leave in August")).isEqualTo(whole);
      JsonNode compared =
          json(server, "index", "compare", "" + next, "--json", "--golden", golden.toString());
      assertThat(compared.path("questions").asInt()).isEqualTo(2);
      assertThat(compared.path("live").path("ndcg@10").asDouble()).isEqualTo(1);
      assertThat(compared.path("compared").path("ndcg@10").asDouble()).isEqualTo(1);

      JsonNode live = json(server, "index", "switch", "--json");
      assertThat(live.path("id").asInt()).isEqualTo(next);
      assertThat(live.path("wanted").asBoolean()).isTrue();
      awaitShorter(server, whole);
      Files.writeString(files.resolve("new.md"), "# Canteen\n\nThe canteen opens at noon.\n");
      assertThat(shell(server).run("ingest", files.toString())).isEqualTo(ExitCode.DONE);
      assertThat(found(server, "when does the canteen open")).contains("noon");

      assertThat(json(server, "index", "rollback", "--json").path("passages").asText())
          .isEqualTo("structure-1/220");
      long end = System.nanoTime() + 10_000_000_000L;
      while (!found(server, "who may take leave in August").equals(whole)) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
      assertThat(found(server, "when does the canteen open")).contains("noon");
      over.set(true);
      assertThat(searching.get()).as("searches while it was built and switched").isPositive();
      assertThat(json(server, "index", "drop", "--json", "" + next).path("state").asText())
          .isEqualTo("dropping");
      while (json(server, "index", "status", "--json").size() > 1) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
    }
  }

  /** Searches without a break, each of which must find the document; how many there were. */
  private static Future<Integer> searchUntil(AtomicBoolean over, Server server) {
    FutureTask<Integer> searching =
        new FutureTask<>(
            () -> {
              int searches = 0;
              while (!over.get()) {
                assertThat(found(server, "who may take leave in August")).contains("August");
                searches++;
              }
              return searches;
            });
    Thread.ofVirtual().start(searching);
    return searching;
  }

  /** The switch holds at once in the database, and here as soon as this node's index is there. */
  private static void awaitShorter(Server server, String whole) throws IOException {
    long end = System.nanoTime() + 10_000_000_000L;
    String found = found(server, "who may take leave in August");
    while (found.length() >= whole.length()) {
      assertThat(System.nanoTime()).isLessThan(end);
      found = found(server, "who may take leave in August");
    }
    assertThat(found).contains("August");
  }
}

package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.app.database.ScratchHome;
import dev.millrace.app.wiring.Server;
import dev.millrace.retrieval.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file of questions to the settings that every node searches with, and back. */
final class GoldenEndToEndTest {
  private static final String KEY = "an-admin-key-for-golden-sets";

  @TempDir Path folder;
  private final ScratchHome home = ScratchHome.create();
  private final ScratchHome other = ScratchHome.create();
  private final String database = TestPostgres.freshUrl();

  @AfterEach
  void close() {
    home.close();
    other.close();
  }

  private Server start(ScratchHome at) {
    return Server.startApart(
        Map.of(
            "millrace.db-url",
            database,
            "millrace.home",
            at.path().toString(),
            "millrace.port",
            "0",
            "millrace.admin-key",
            KEY));
  }

  private static Shell shell(Server server) {
    return new Shell().with("MILLRACE_SERVER", server.uri().toString()).with("MILLRACE_KEY", KEY);
  }

  private static Shell done(Server server, String... arguments) {
    Shell shell = shell(server);
    assertThat(shell.run(arguments)).as("%s", shell.err()).isEqualTo(ExitCode.DONE);
    return shell;
  }

  private static JsonNode json(Server server, String... arguments) throws IOException {
    return Json.tree(done(server, arguments).out());
  }

  /** Passages for words that no document has: BM25 finds none, the vector leg the nearest. */
  private static int found(Server server) throws IOException {
    return json(server, "search", "--json", "xylophone").path("evidence").size();
  }

  @Test
  void twoSettingsAreComparedAndTheBetterOneIsAppliedAndUndone() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("leave.md"), "Everyone has thirty days of holiday a year.");
    Files.writeString(files.resolve("pay.md"), "Salaries come on the last day of the month.");
    Path golden = folder.resolve("golden.jsonl");
    Files.writeString(
        golden,
        """
        {"id":"leave","question":"how many days of holiday","expected":["leave.md"]}
        {"id":"pay","question":"wages","expected":[{"externalId":"pay.md","quote":"Salaries come"}]}
        """);
    try (Server server = start(home);
        Server second = start(other)) {
      done(server, "ingest", files.toString());
      assertThat(shell(server).run("golden", "put", "ours", folder.resolve("no").toString()))
          .isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(done(server, "golden", "list").out()).contains("no golden set yet");
      done(server, "golden", "put", "ours", golden.toString());
      assertThat(done(server, "golden", "list").out()).contains("ours");
      assertThat(found(server)).isPositive();

      JsonNode lexical = json(server, "golden", "run", "ours", "--mode", "lexical", "--json");
      JsonNode hybrid = json(server, "golden", "run", "ours", "--json");
      assertThat(lexical.path("counts").path("unanswered").asInt()).isEqualTo(1);
      assertThat(hybrid.path("measures").path("p@1").asDouble()).isEqualTo(1);
      assertThat(done(server, "golden", "run", "ours", "--without", "lent-words").out())
          .contains("hybrid without lent-words", "ndcg@10");
      String first = lexical.path("id").asText();
      assertThat(done(server, "golden", "compare", first, hybrid.path("id").asText()).outLines())
          .anyMatch(line -> line.matches("ndcg@10 +0.5000 +1.0000 +\\+0.5000 +1.00000 +1 +1 +0"))
          .anyMatch(line -> line.matches("pay +0.0000 +1.0000 +\\+1.0000"));
      assertThat(done(server, "golden", "show", "ours").out()).contains(first, "lexical");
      assertThat(done(server, "golden", "show", "ours", "--questions").out())
          .contains("Salaries come");

      assertThat(done(server, "index", "compare", "1", "--set", "ours").outLines())
          .contains("A  the live generation", "2 questions")
          .anyMatch(line -> line.matches("p@1 +1.0000 +1.0000 +\\+0.0000 +1.00000 +0 +2 +0"));
      assertThat(shell(server).run("index", "compare", "1")).isEqualTo(ExitCode.WRONG_USAGE);

      done(server, "golden", "apply", first);
      assertThat(found(server)).as("BM25 alone finds no such word").isZero();
      assertThat(found(second)).as("on the other node").isZero();
      assertThat(json(second, "search", "--mode", "hybrid", "--json", "xylophone").path("evidence"))
          .as("who names a mode has that one")
          .isNotEmpty();
      assertThat(done(second, "golden", "applied").out()).contains("in force: lexical", "ours");
      done(second, "golden", "delete", "ours");
      assertThat(found(server)).as("the choice outlives the set").isZero();
      assertThat(done(second, "golden", "undo").out()).contains("searches use hybrid again");
      assertThat(found(server)).isPositive();
      assertThat(shell(server).run("golden", "undo")).isEqualTo(ExitCode.FAILED);
      assertThat(shell(server).run("golden", "apply", first)).isEqualTo(ExitCode.FAILED);
    }
  }
}

package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources, runs and documents, by commands and against the real server. */
final class SourcesEndToEndTest {
  private static final String SECRET = "tok-1a2b3c4d5e6f";

  private final Shell shell = RealServer.shell();
  private final String name = "cli-" + UUID.randomUUID();

  @TempDir private Path folder;

  private String done(String... arguments) {
    assertThat(shell.run(arguments))
        .as("%s %s %s", String.join(" ", arguments), shell.out(), shell.err())
        .isEqualTo(ExitCode.DONE);
    return shell.out();
  }

  private JsonNode json(String... arguments) throws IOException {
    return Json.tree(done(arguments).lines().toList().getLast());
  }

  private void write(int files) throws IOException {
    for (int n = 0; n < files; n++) {
      Files.writeString(folder.resolve("n%02d.txt".formatted(n)), "Note number " + n);
    }
  }

  @Test
  void aFolderIsAddedTriedRunChangedAndRemoved() throws IOException {
    write(30);
    Files.writeString(folder.resolve("bad.pdf"), "%PDF-1.7\nno");
    String path = "path=" + folder;
    assertThat(done("sources", "test", "--kind", "folder", "--set", path)).contains("It works");
    assertThat(done("sources", "add", name, "--kind", "folder", "--set", path, "--watch"))
        .contains("watched");
    assertThat(shell.run("sources", "add", name, "--kind", "folder", "--set", path))
        .isEqualTo(ExitCode.FAILED);
    assertThat(done("sources", "set", name, "--no-watch", "--schedule", "every 6h"))
        .contains("every 6h");
    assertThat(done("sources", "show", name)).contains(folder.toString(), "every 6h", "internal");
    assertThat(done("sources", "list")).contains(name);
    assertThat(done("sources", "pause", name)).contains("Paused");
    assertThat(done("sources", "show", name)).contains("(paused)");
    assertThat(done("sources", "resume", name)).contains("every 6h");

    // A watch that had begun may have opened a run already.
    if (shell.run("sources", "run", name) != ExitCode.DONE) {
      assertThat(shell.err()).contains("run_under_way");
      done("runs", "follow", name);
    }
    assertThat(done("runs", "show", name)).contains("state     done", "embed", "31 of 31");
    assertThat(done("runs", "list", name)).contains("done");
    assertThat(done("sources", "failed", name)).contains("bad.pdf");
    assertThat(done("sources", "ignore", name, "bad.pdf")).startsWith("1 ");
    assertThat(done("sources", "failed", name)).contains("None");
    assertThat(done("documents", "list", "--source", name)).contains("n29.txt");

    for (int n = 0; n < 25; n++) {
      Files.delete(folder.resolve("n%02d.txt".formatted(n)));
    }
    assertThat(shell.run("sources", "run", name)).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("It asks", "./millrace runs confirm ");
    assertThat(done("runs", "confirm", name)).contains("Run ");
    assertThat(done("runs", "follow", name)).contains("25 removed");

    assertThat(shell.run("sources", "remove", name)).isEqualTo(ExitCode.WRONG_USAGE);
    done("sources", "remove", name, "--yes");
    assertThat(shell.run("sources", "show", name)).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("there is no source \"" + name + "\"");
  }

  @Test
  void secretsGoInAndDontComeOut() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
    JsonNode made =
        json(
            "sources",
            "add",
            name,
            "--kind",
            "git",
            "--set",
            "url=https://127.0.0.1:1/a.git",
            "--secret-file",
            "token=" + file,
            "--json");
    assertThat(made.path("secrets").path(0).asText()).isEqualTo("token");
    assertThat(done("sources", "show", name)).contains("(secret, set)").doesNotContain(SECRET);
    assertThat(shell.run("sources", "set", name, "--set", "url=https://127.0.0.1:2/a.git"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("token");
    assertThat(shell.run("sources", "test", name)).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("source_not_usable").doesNotContain(SECRET);
    assertThat(shell.run("sources", "set", name, "--secret", "token"))
        .as("there is no terminal to ask on")
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(done("sources", "kinds", "git")).contains("token", "[secret]", "[needed]");
  }

  @Test
  void documentsArePushedShownAndTakenOut() throws IOException {
    done("sources", "add", name, "--kind", "push");
    Path lines =
        Files.writeString(
            folder.resolve("many.ndjson"),
            "{\"externalId\":\"a\",\"text\":\"Alpha.\"}\n{\"externalId\":\"b\",\"text\":\"Beta.\"}\n");
    assertThat(done("documents", "push", lines.toString(), "--source", name))
        .contains("2 lines: 2 added");
    Path page = Files.writeString(folder.resolve("page.md"), "# Ferry\n\nIt leaves at nine.");
    JsonNode summary = json("documents", "push", page.toString(), "--source", name, "--json");
    assertThat(summary.path("summary").path("counts").path("added").asInt()).isEqualTo(1);

    Files.writeString(lines, "{\"externalId\":\"a\",\"delete\":true}\n{oops\n");
    assertThat(shell.run("documents", "push", lines.toString(), "--source", name))
        .isEqualTo(ExitCode.FAILED);
    assertThat(shell.out()).contains("1 removed, 1 refused");
    assertThat(shell.err()).contains("line 2").contains("not JSON");

    String id =
        json("documents", "list", "--source", name, "--limit", "1", "--json")
            .path("documentId")
            .asText();
    assertThat(done("documents", "show", id)).isNotBlank();
    assertThat(done("documents", "access", id))
        .contains("may read it: it is allowed to everyone", "of " + name, "written", "by no run");
    assertThat(json("documents", "access", id, "--json").path("readable").asBoolean()).isTrue();
    assertThat(shell.run("documents", "access", id, "--user", "nobody-" + name))
        .isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("there is no user:nobody-" + name);
    done("documents", "delete", "b", "--source", name);
    assertThat(shell.run("documents", "delete", "b", "--source", name)).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void ingestingAFolderThatWasEmptiedAsks() throws IOException {
    write(40);
    done("ingest", folder.toString(), "--source", name);
    for (int n = 0; n < 30; n++) {
      Files.delete(folder.resolve("n%02d.txt".formatted(n)));
    }
    assertThat(shell.run("ingest", folder.toString(), "--source", name)).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("runs confirm ", "--remove-missing");
    assertThat(
            json("ingest", folder.toString(), "--source", name, "--remove-missing", "--json")
                .path("summary")
                .path("removed")
                .asInt())
        .isEqualTo(30);
    assertThat(done("documents", "list", "--source", name)).doesNotContain("n00").contains("n39");
  }
}

package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the server at random moments of an ingest: what is there after a restart and
 * another run is what an undisturbed run leaves. More rounds with {@code -Dmillrace.kills=100},
 * another course with {@code -Dmillrace.seed=…}.
 */
class KilledServerTest {
  private static final int KILLS = Integer.getInteger("millrace.kills", 10);
  private static final long SEED = Long.getLong("millrace.seed", 20_261_121);
  private static final int FILES = Math.max(120, KILLS * 16);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> WORDS =
      List.of(
          "gauge harbour tide sensor cable winch buoy ledger invoice holiday badge ferry pump valve kit"
              .split(" ", -1));
  private static final List<String> QUERIES =
      List.of(
          "tide gauge in the harbour",
          "invoice for a pump",
          "ferry badge 17",
          "winch cable kit",
          "holiday ledger");

  @TempDir private Path folder;

  @Test
  void losesNothingAndDuplicatesNothing() throws Exception {
    System.out.println("seed " + SEED + ", " + KILLS + " kills, " + FILES + " files");
    Path files = files();
    CorpusState expected = undisturbed(files);

    Random random = new Random(SEED);
    Path home = folder.resolve("killed");
    int port = ServerProcess.freePort();
    for (int round = 1; round <= KILLS; round++) {
      killWhileIngesting(round, home, port, files, random);
    }
    CorpusState state;
    try (ServerProcess server = ServerProcess.start(home, port)) {
      state = ingested(server, files);
      assertThat(summary(server, files).get("unchanged").asInt()).isEqualTo(FILES);
      assertThat(state).isEqualTo(expected);
    }

    damageIndex(home, random);
    try (ServerProcess server = ServerProcess.start(home, port)) {
      assertThat(ingested(server, files)).isEqualTo(expected);
      assertThat(server.output()).contains("rebuilt from the database");
    }
  }

  private CorpusState undisturbed(Path files) throws Exception {
    try (ServerProcess server =
        ServerProcess.start(folder.resolve("undisturbed"), ServerProcess.freePort())) {
      return ingested(server, files);
    }
  }

  private static CorpusState ingested(ServerProcess server, Path files) throws Exception {
    JsonNode summary = summary(server, files);
    try (MillraceClient client = new MillraceClient(server.url(), ServerProcess.KEY, null)) {
      return CorpusState.of(
          server.url(), QUERIES, client.run(summary.get("runId").asText()).position());
    }
  }

  private static JsonNode summary(ServerProcess server, Path files) throws IOException {
    Shell shell = new Shell();
    assertThat(shell.run(ingest(server, files))).as(shell.err()).isZero();
    return JSON.readTree(shell.outLines().getLast()).get("summary");
  }

  private static String[] ingest(ServerProcess server, Path files) {
    return new String[] {
      "ingest",
      files.toString(),
      "--json",
      "--server",
      server.url().toString(),
      "--key",
      ServerProcess.KEY
    };
  }

  private static void killWhileIngesting(int round, Path home, int port, Path files, Random random)
      throws Exception {
    int wanted = 1 + random.nextInt(6);
    int delay = random.nextInt(120);
    Semaphore added = new Semaphore(0);
    try (ServerProcess server = ServerProcess.start(home, port)) {
      CompletableFuture<Integer> exit = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> exit.complete(run(added, ingest(server, files))));
      assertThat(added.tryAcquire(wanted, 60, TimeUnit.SECONDS))
          .as("files ingested in round %d", round)
          .isTrue();
      // A pause that nothing ends: the moment is meant to be any.
      assertThat(new CountDownLatch(1).await(delay, TimeUnit.MILLISECONDS)).isFalse();
      boolean inFlight = !exit.isDone();
      server.kill();
      System.out.printf(
          "round %d: killed %d ms after the %dth new file, %d more since%n",
          round, delay, wanted, added.availablePermits());
      assertThat(inFlight).as("work in flight in round %d", round).isTrue();
      assertThat(exit.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.SERVER_UNREACHABLE);
    }
  }

  /** Runs a command and releases a permit for each file that it says was added. */
  private static int run(Semaphore added, String... arguments) {
    OutputStream lines =
        new OutputStream() {
          private final StringBuilder line = new StringBuilder();

          @Override
          public synchronized void write(int b) {
            line.append((char) b);
            if (b == '\n') {
              if (line.indexOf("\"added\"") >= 0 && line.indexOf("summary") < 0) {
                added.release();
              }
              line.setLength(0);
            }
          }
        };
    Terminal terminal =
        new Terminal(
            new PrintStream(lines, true, UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
            false,
            false,
            80);
    return Main.run(
        new Surroundings(
            terminal,
            Map.of(),
            InstantSource.system(),
            settings -> {
              throw new CommandFailure("no server in this process");
            },
            () -> {
              throw new CommandFailure("no evaluation in this test");
            }),
        arguments);
  }

  /** One bit of one file of the index. */
  private static void damageIndex(Path home, Random random) throws IOException {
    List<Path> parts = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(home.resolve("index/1"), "_*.{cfs,vec,doc,dvd}")) {
      all.forEach(parts::add);
    }
    assertThat(parts).isNotEmpty();
    parts.sort(null);
    Path part = parts.get(random.nextInt(parts.size()));
    byte[] bytes = Files.readAllBytes(part);
    bytes[random.nextInt(bytes.length)] ^= 4;
    Files.write(part, bytes);
  }

  private Path files() throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Random random = new Random(SEED + 1);
    for (int n = 0; n < FILES; n++) {
      StringBuilder text = new StringBuilder("# Note ").append(n).append("\n\n");
      for (int paragraph = 0; paragraph < 2; paragraph++) {
        text.append("## Part ").append(paragraph).append("\n\n");
        for (int word = 0; word < 20; word++) {
          text.append(WORDS.get(random.nextInt(WORDS.size())))
              .append(' ')
              .append(random.nextInt(60))
              .append(' ');
        }
        text.append("end.\n\n");
      }
      Files.writeString(files.resolve("note-%03d.md".formatted(n)), text);
    }
    return files;
  }
}

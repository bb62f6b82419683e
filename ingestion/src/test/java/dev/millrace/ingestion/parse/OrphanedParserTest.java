package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedParserTest {
  @TempDir Path folder;

  @Test
  void aParserOutlivesNoServerThatIsKilled() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = server.inputReader()) {
      ProcessHandle parser = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      assertThat(parser.isAlive()).isTrue();
      server.destroyForcibly();
      assertThat(parser.onExit().get(30, TimeUnit.SECONDS)).isNotNull();
    } finally {
      server.destroyForcibly();
    }
  }

  /** A server with a parser that is busy for good. */
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      ForkedParser parser =
          new ForkedParser(
              new ParserOptions(1_000, MemberLimits.NONE, Ocr.OFF),
              new ForkLimits(
                  1, 64L << 20, Duration.ofHours(1), Duration.ofHours(1), folder.resolve("home")),
              new ChildCommand(MisbehavingChild.class.getName(), List.of(), 64L << 20));
      Path none = folder.resolve("none");
      Reading warm = parser.read(new FetchedFile("warm", null, none), folder);
      assertThat(warm.members()).isEmpty();
      System.out.println(parser.pids().getFirst());
      System.out.flush();
      assertThat(parser.read(new FetchedFile("spins", null, none), folder)).isNotNull();
    }
  }
}

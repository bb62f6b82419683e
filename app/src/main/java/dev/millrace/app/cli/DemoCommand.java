package dev.millrace.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code demo}: a server on a home of its own, a small company's handbook, and five questions.
 *
 * <p>It reads no setting from the environment but where its home shall be: neither the user's
 * database nor the user's corpus is ever touched.
 */
@Command(
    name = "demo",
    description = "Start a server with a small company's handbook and ask it as its employees.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8080;

  @Option(
      names = "--once",
      description =
          "On a scratch home; end after the questions, with exit code 1 if an answer was not as expected.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on, 0 for any free one; 8080 unless given or taken.")
  private @Nullable Integer port;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Usage.checkPort(spec, port, 0);
    Terminal terminal = surroundings.terminal();
    try (CommandHome home = once ? CommandHome.scratch() : CommandHome.kept(surroundings)) {
      terminal.out().println("Starting a server on " + home.folder() + " …");
      Instant start = surroundings.clock().instant();
      try (DemoServer demo = DemoServer.start(surroundings, home, port())) {
        return show(demo, home.folder(), Duration.between(start, surroundings.clock().instant()));
      }
    }
  }

  private int show(DemoServer demo, Path home, Duration starting) throws InterruptedException {
    Terminal terminal = surroundings.terminal();
    RunningServer server = demo.server();
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "Millrace %s at %s after %.1f s%n",
            Version.number(),
            server.url(),
            starting.toMillis() / 1000.0);
    List<String> differences =
        new Demo(terminal, surroundings.clock(), server.url(), demo.key())
            .run(home.resolve("handbook"));
    terminal.out().println();
    if (differences.isEmpty()) {
      terminal.out().println(terminal.green("✓") + " All is as expected.");
    } else {
      terminal.out().println(terminal.red("✗") + " Not as expected:");
      differences.forEach(difference -> terminal.out().println("  " + difference));
    }
    Footprint.of(server.home())
        .ifPresent(
            memory ->
                terminal
                    .out()
                    .println(
                        "Memory of the JVM, PostgreSQL and parsers together (PSS): "
                            + (memory.total() >> 20)
                            + " MB"));
    if (!once) {
      invite(demo);
      new CountDownLatch(1).await();
    }
    return differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void invite(DemoServer demo) {
    Terminal terminal = surroundings.terminal();
    RunningServer server = demo.server();
    URI url = server.url();
    Handbook.Question question = new Handbook().questions().getFirst();
    terminal.out().println();
    URI console = server.consoleLogin(demo.key(), question.as());
    terminal.out().println("Console: " + terminal.bold(console.toString()));
    terminal
        .out()
        .println(
            "  lets in once, within ten minutes, as "
                + question.as()
                + "; later, log in with a key at "
                + url.resolve("/console"));
    terminal.out().println("API: " + url + ", admin key in " + server.adminKeyFile());
    terminal.out().println("Try, in another terminal:");
    terminal
        .out()
        .println(
            "  ./millrace ask \"%s\" --as %s --explain --home %s"
                .formatted(question.query(), question.as(), server.home()));
    terminal
        .out()
        .println(
            "  curl -s %s/v1/chat/completions -H \"Authorization: Bearer $(cat %s)\" -H 'X-Millrace-User: %s' \\"
                .formatted(url, server.adminKeyFile(), question.as()));
    terminal
        .out()
        .println(
            "    -H 'Content-Type: application/json' -d '{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":%s}]}'"
                .formatted(Json.write(question.query())));
    terminal.out().println("It serves on until Ctrl-C.");
  }

  private int port() {
    return port != null ? port : isFree(USUAL_PORT) ? USUAL_PORT : 0;
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

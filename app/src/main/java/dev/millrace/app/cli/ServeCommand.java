package dev.millrace.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve}: the server, until Ctrl-C. */
@Command(
    name = "serve",
    description = "Start the server.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
  @Mixin private final ServerOptions options = new ServerOptions();

  private final Surroundings surroundings;

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    RunningServer server = surroundings.server().start(options.settings());
    CountDownLatch told = new CountDownLatch(1);
    try (server;
        Interruption _ =
            Interruption.runs(
                () -> {
                  server.close();
                  told.countDown();
                })) {
      Terminal terminal = surroundings.terminal();
      announcement(server, terminal).forEach(terminal.out()::println);
      if (!server.writes()) {
        LocalOllama.find(surroundings).offer().forEach(terminal.out()::println);
      }
      told.await();
    }
    return ExitCode.DONE;
  }

  /** What whoever started it wants to know. The key itself is shown only when it is new. */
  static List<String> announcement(RunningServer server, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.add(terminal.bold("Millrace " + Version.number()) + " at " + server.url());
    lines.add("  home       " + server.home());
    lines.add("  database   " + server.database());
    Path file = server.adminKeyFile();
    String key = server.newAdminKey();
    if (key != null) {
      lines.add("  admin key  " + terminal.bold(key) + "  (shown this once)");
    }
    lines.add(
        (key == null ? "  admin key  " : "             kept ")
            + (file == null ? "as set" : "in " + file));
    lines.add("Ctrl-C stops it.");
    return lines;
  }
}

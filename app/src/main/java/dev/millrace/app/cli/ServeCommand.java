package dev.millrace.app.cli;

import java.nio.file.Path;
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
      announce(server);
      told.await();
    }
    return ExitCode.DONE;
  }

  private void announce(RunningServer server) {
    Terminal terminal = surroundings.terminal();
    terminal.out().println(terminal.bold("Millrace " + Version.number()) + " at " + server.url());
    terminal.out().println("  home      " + server.home());
    terminal.out().println("  database  " + server.database());
    Path file = server.adminKeyFile();
    String key = server.newAdminKey();
    if (key != null) {
      terminal.out().println("  admin key " + terminal.bold(key) + "  (shown this once)");
    }
    terminal
        .out()
        .println(
            (key == null ? "  admin key in " : "            kept in ")
                + (file == null ? "MILLRACE_ADMIN_KEY" : file));
    terminal.out().println("Ctrl-C stops it.");
  }
}

package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in this process and keeps what they write. */
final class Shell {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private ServerStart server =
      settings -> {
        throw new CommandFailure("no server in this test");
      };
  private EvaluationRun evaluation =
      (plan, progress) -> {
        throw new CommandFailure("no evaluation in this test");
      };

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell with(ServerStart server) {
    this.server = server;
    return this;
  }

  Shell with(EvaluationRun evaluation) {
    this.evaluation = evaluation;
    return this;
  }

  /** Runs a command; its exit code. */
  int run(String... arguments) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 80);
    return Main.run(
        new Surroundings(terminal, environment, InstantSource.system(), server, () -> evaluation),
        arguments);
  }

  String out() {
    return out.toString(UTF_8);
  }

  List<String> outLines() {
    return out().lines().toList();
  }

  String err() {
    return err.toString(UTF_8);
  }
}

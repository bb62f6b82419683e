package dev.millrace.app.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A process of its own that opens the database of a home and keeps it until its input ends. */
final class HoldsHome implements AutoCloseable {
  private final Process process;
  private final String jdbcUrl;

  private HoldsHome(Process process, String jdbcUrl) {
    this.process = process;
    this.jdbcUrl = jdbcUrl;
  }

  public static void main(String[] home) throws IOException {
    RunningDatabase database =
        RunningDatabase.open(Path.of(home[0]), Optional.empty()).closingOnExit();
    IO.println("open " + database.connection().jdbcUrl());
    while (System.in.read() >= 0) {
      // Nothing is expected; the end of the input is.
    }
    database.close();
  }

  /** Starts it and waits until it has the database open. */
  static HoldsHome start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    HoldsHome.class.getName(),
                    home.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // Not closed: the process has this pipe as long as it lives.
    var lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("open ")) {
        return new HoldsHome(process, line.substring("open ".length()));
      }
    }
    throw new IOException("the process ended before it had the database open");
  }

  String jdbcUrl() {
    return jdbcUrl;
  }

  long pid() {
    return process.pid();
  }

  /** What {@code kill -9} does: no hook, no finally. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** What SIGTERM does: hooks run. */
  void terminate() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}

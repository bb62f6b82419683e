package dev.millrace.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A running PostgreSQL as its data folder's {@code postmaster.pid} describes it.
 *
 * @param pid the process
 * @param port the TCP port that it listens on, or 0 if it hasn't written it yet
 */
record Postmaster(long pid, int port) {
  private static final int PORT_LINE = 3;

  static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  /**
   * The PostgreSQL that runs on this data folder. A file that a crash left behind names a process
   * that has ended or, after a restart of the machine or its container, one that is no PostgreSQL.
   */
  static Optional<Postmaster> of(Path data) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file(data));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw HomeFolder.unwritable(file(data), e);
    }
    long pid = lines.isEmpty() ? 0 : number(lines.getFirst());
    if (pid <= 0 || !ProcessHandle.of(pid).map(Postmaster::isPostgres).orElse(false)) {
      return Optional.empty();
    }
    return Optional.of(
        new Postmaster(pid, lines.size() > PORT_LINE ? (int) number(lines.get(PORT_LINE)) : 0));
  }

  private static boolean isPostgres(ProcessHandle process) {
    // Where the command is hidden it is better to ask a stranger's process than to start beside our
    // own.
    return process.isAlive()
        && !hasEnded(process.pid())
        && process.info().command().map(command -> command.contains("postgres")).orElse(true);
  }

  /**
   * In a container whose first process collects no orphans, one that has ended keeps its number and
   * counts as alive.
   */
  private static boolean hasEnded(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
    } catch (IOException e) {
      // Another system, or it went just now, which shows next time.
      return false;
    }
  }

  private static long number(String line) {
    try {
      return Long.parseLong(line.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

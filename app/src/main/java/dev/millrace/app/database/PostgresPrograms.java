package dev.millrace.app.database;

import com.sun.security.auth.module.UnixSystem;
import dev.millrace.app.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. PostgreSQL refuses root; where this process is root its programs run
 * in a user namespace of their own ({@code unshare -U}), in which root has no name or rights, while
 * its files stay root's.
 */
record PostgresPrograms(Path folder, boolean asRoot) {
  private static final long DEADLINE_SECONDS = 180;

  /** What a program answered: its exit code, and all that it wrote. */
  record Outcome(int exit, String output) {
    boolean succeeded() {
      return exit == 0;
    }
  }

  /**
   * The programs in this folder.
   *
   * @throws StartupException if this process is root and the system has no user namespaces
   */
  static PostgresPrograms in(Path folder) {
    boolean root = new UnixSystem().getUid() == 0;
    if (root && !execute(List.of("unshare", "-U", "id", "-u"), "").succeeded()) {
      throw new StartupException(
          "PostgreSQL refuses to run as root, and this system has no user namespaces to hide root in.",
          "Start Millrace as an ordinary user, or give an external database with MILLRACE_DB_URL.");
    }
    return new PostgresPrograms(folder, root);
  }

  /** Runs {@code bin/<program>} to its end. */
  Outcome run(String program, String... arguments) {
    return runWith("", program, arguments);
  }

  /** Runs {@code bin/<program>} with this text as its standard input. */
  Outcome runWith(String input, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (asRoot) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return execute(command, input);
  }

  private static Outcome execute(List<String> command, String input) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A PGDATA, PGPORT or PGOPTIONS that the operator set is meant for another PostgreSQL.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
        stdin.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(-1, output + "\nno end after " + DEADLINE_SECONDS + " s");
      }
      return new Outcome(process.exitValue(), output.strip());
    } catch (IOException e) {
      return new Outcome(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(-1, "interrupted");
    }
  }
}

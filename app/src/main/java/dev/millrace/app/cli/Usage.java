package dev.millrace.app.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong usage: what is wrong, what was perhaps meant, and where to read on. */
final class Usage {
  private static final int HIGHEST_PORT = 65_535;

  private Usage() {}

  /** An exception that ends a command with {@link ExitCode#WRONG_USAGE}. */
  static ParameterException wrong(@Nullable CommandSpec spec, String message) {
    if (spec == null) {
      throw new IllegalStateException("a command is checked before it is run: " + message);
    }
    return new ParameterException(spec.commandLine(), message);
  }

  /** The names of a command's subcommands, with commas between them. */
  static String subcommands(@Nullable CommandSpec spec) {
    return spec == null ? "" : String.join(", ", spec.subcommands().keySet());
  }

  /** Refuses what is not a port; null is left to the default. */
  static void checkPort(@Nullable CommandSpec spec, @Nullable Integer port, int lowest) {
    if (port != null && (port < lowest || port > HIGHEST_PORT)) {
      throw wrong(spec, "--port is " + lowest + " to " + HIGHEST_PORT + ", not " + port);
    }
  }

  /** Tells of it in three lines at most, not with the whole of the help. */
  static int explain(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("millrace: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("See: ./" + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.WRONG_USAGE;
  }
}

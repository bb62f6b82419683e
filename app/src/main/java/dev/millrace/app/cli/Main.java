package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.app.StartupException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/** Where the process starts: {@code ./millrace SUBCOMMAND}. */
@Command(
    name = "millrace",
    description = "Grounded answers from what a company knows.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 server unreachable.",
      "Help for one command: ./millrace COMMAND --help"
    })
public final class Main implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private Main() {}

  /** Runs the command that the arguments name, and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Lucene and Tika tell by java.util.logging what is of no use to an operator.
    Logger.getLogger("").setLevel(Level.WARNING);
    Terminal terminal = Terminal.system(System.getenv());
    System.exit(
        run(
            new Surroundings(
                terminal,
                System.getenv(),
                InstantSource.system(),
                WiredServer::start,
                ScratchEvaluation::new),
            arguments));
  }

  /** Runs a command in the given surroundings; its exit code. */
  static int run(Surroundings surroundings, String... arguments) {
    Terminal terminal = surroundings.terminal();
    CommandLine serve = new CommandLine(new ServeCommand(surroundings));
    serve.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, new SettingsHelp());
    CommandLine command =
        new CommandLine(new Main())
            .addSubcommand(serve)
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(new IngestCommand(surroundings))
            .addSubcommand(SourcesCommand.line(surroundings))
            .addSubcommand(RunsCommand.line(surroundings))
            .addSubcommand(DocumentsCommand.line(surroundings))
            .addSubcommand(new AskCommand(surroundings))
            .addSubcommand(new SearchCommand(surroundings))
            .addSubcommand(IndexCommand.family(surroundings))
            .addSubcommand(GoldenCommand.family(surroundings))
            .addSubcommand(ReceiptsCommand.family(surroundings))
            .addSubcommand(new VerifyCommand(surroundings))
            .addSubcommand(
                new CommandLine(new EvalCommand())
                    .addSubcommand(new EvalRetrievalCommand(surroundings))
                    .addSubcommand(new EvalCompareCommand(surroundings.terminal()))
                    .addSubcommand(new EvalAnswersCommand(surroundings))
                    .addSubcommand(new EvalCitationsCommand(surroundings))
                    .addSubcommand(new EvalChunkingCommand(surroundings))
                    .addSubcommand(new EvalClassifierCommand(surroundings))
                    .addSubcommand(new EvalVerifyCommand(surroundings)))
            .addSubcommand(
                new CommandLine(new BenchCommand())
                    .addSubcommand(new BenchAnswersCommand(surroundings))
                    .addSubcommand(new BenchEmbedCommand(surroundings))
                    .addSubcommand(new BenchIngestCommand(surroundings))
                    .addSubcommand(new BenchFreshnessCommand(surroundings))
                    .addSubcommand(new BenchPushCommand(surroundings))
                    .addSubcommand(new BenchSearchCommand(surroundings)))
            .addSubcommand(new TestCommand());
    command.setOut(new PrintWriter(terminal.out(), true, UTF_8));
    command.setErr(new PrintWriter(terminal.err(), true, UTF_8));
    command.setColorScheme(
        Help.defaultColorScheme(terminal.coloured() ? Help.Ansi.ON : Help.Ansi.OFF));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpWidth(Math.clamp(terminal.width(), 60, 120));
    command.setParameterExceptionHandler(Usage::explain);
    command.setExecutionExceptionHandler((thrown, failed, parsed) -> explain(thrown, terminal));
    return command.execute(arguments);
  }

  @Override
  public void run() {
    throw Usage.wrong(
        spec,
        "say what to do: serve, demo, ingest, sources, runs, documents, ask, search, index, golden,"
            + " receipts, verify, eval, bench or test");
  }

  private static int explain(Exception thrown, Terminal terminal) {
    return switch (thrown) {
      case ServerUnreachable unreachable -> {
        terminal.err().println("millrace: " + unreachable.getMessage());
        yield ExitCode.SERVER_UNREACHABLE;
      }
      case ApiRefusal refused -> {
        terminal.err().println("millrace: " + refused.getMessage() + " [" + refused.code() + "]");
        yield ExitCode.FAILED;
      }
      case StartupException unable -> {
        terminal.err().println("millrace: " + unable.getMessage());
        yield ExitCode.FAILED;
      }
      case CommandFailure failure -> {
        terminal.err().println("millrace: " + failure.getMessage());
        yield ExitCode.FAILED;
      }
      default -> {
        // Nothing of the above is a fault in Millrace itself, and its trace is wanted.
        terminal.err().println("millrace: an unexpected error; please report it with this trace:");
        thrown.printStackTrace(terminal.err());
        yield ExitCode.FAILED;
      }
    };
  }
}

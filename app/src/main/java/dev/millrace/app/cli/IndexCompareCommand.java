package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Compared;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code index compare}: the live generation and another, on questions with known answers. */
@Command(
    name = "compare",
    description = "Measure a generation beside the live one before switching to it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IndexCompareCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The generation, as index status lists it.")
  private int id;

  @Option(
      names = "--golden",
      paramLabel = "FILE|DIR",
      required = true,
      description =
          "Lines of {\"question\", \"expected\": [external ids]}, or a folder in BEIR form; 1,000"
              + " questions at most.")
  private Path golden = Path.of("");

  IndexCompareCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    Compared compared = client.generations().compare(id, GoldenFile.read(golden));
    if (options.json) {
      terminal().out().println(Json.write(compared));
      return ExitCode.DONE;
    }
    terminal()
        .out()
        .printf(
            Locale.ROOT,
            "%-12s  %8s  %12s   (%d questions)%n",
            "",
            "live",
            "generation " + id,
            compared.questions());
    compared
        .live()
        .forEach(
            (name, value) ->
                terminal()
                    .out()
                    .printf(
                        Locale.ROOT,
                        "%-12s  %8.4f  %12.4f%n",
                        name,
                        value,
                        compared.compared().getOrDefault(name, Double.NaN)));
    return ExitCode.DONE;
  }
}

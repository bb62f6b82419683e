package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code golden compare}: two runs of the same questions. */
@Command(
    name = "compare",
    description = {
      "Compare two runs of a set, question by question.",
      "p is that of the two-sided paired randomisation test: how often chance alone would make such"
          + " a difference."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class GoldenCompareCommand extends TreeCommand {
  @Parameters(index = "0", paramLabel = "A", description = "A run's id, as golden show lists it.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another's.")
  private String second = "";

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      description = "By what to list the questions that changed most; ndcg@10 unless given.")
  private String measure = "ndcg@10";

  @Option(
      names = "--changed",
      paramLabel = "N",
      description = "How many of them to list, 1 to 500; 10 unless given.")
  private int changed = 10;

  GoldenCompareCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(ApiTree api) {
    JsonNode compared =
        api.get(
            "/api/golden-runs/"
                + ApiConnection.escape(first)
                + "/compare/"
                + ApiConnection.escape(second)
                + "?measure="
                + ApiConnection.escape(measure)
                + "&limit="
                + changed);
    if (options.json) {
      line(compared);
      return ExitCode.DONE;
    }
    terminal().out().println("A  " + GoldenRunCommand.settings(compared.path("first")));
    terminal().out().println("B  " + GoldenRunCommand.settings(compared.path("second")));
    JsonNode difference = compared.path("difference");
    terminal().out().printf("%d questions%n%n", difference.path("questions").asInt());
    DifferenceText.print(difference, terminal());
    return ExitCode.DONE;
  }
}

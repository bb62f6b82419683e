package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code index compare}: the live generation and another, on questions with known answers. */
@Command(
    name = "compare",
    description = "Measure a generation beside the live one before switching to it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IndexCompareCommand extends TreeCommand {
  @Parameters(paramLabel = "ID", description = "The generation, as index status lists it.")
  private int id;

  @ArgGroup(multiplicity = "1")
  private Questions questions = new Questions();

  /** Where questions come from. */
  static final class Questions {
    @Option(
        names = "--golden",
        paramLabel = "FILE|DIR",
        required = true,
        description =
            "Lines of {\"question\", \"expected\": [external ids]}, or a folder in BEIR form;"
                + " 10,000 questions at most.")
    private @Nullable Path golden;

    @Option(
        names = "--set",
        paramLabel = "NAME",
        required = true,
        description = "A golden set, as golden list shows them.")
    private @Nullable String set;

    Map<String, Object> body() {
      if (golden != null) {
        return Map.of("questions", GoldenFile.read(golden));
      }
      return Map.of("set", String.valueOf(set));
    }
  }

  IndexCompareCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(ApiTree api) {
    JsonNode compared =
        api.post("/api/generations/" + id + "/compare", questions.body(), ApiTree.LONG_PATIENCE);
    if (options.json) {
      line(compared);
      return ExitCode.DONE;
    }
    terminal()
        .out()
        .printf(
            "A  the live generation%nB  generation %d%n%d questions%n%n",
            id, compared.path("questions").asInt());
    DifferenceText.print(compared.path("difference"), terminal());
    return ExitCode.DONE;
  }
}

package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What follows from a run: settings that searches use. */
final class GoldenApplyCommand {
  private static final String PATH = "/api/search-settings";

  private GoldenApplyCommand() {}

  /** Applies. */
  @Command(
      name = "apply",
      description = "Have searches and answers use a run's mode and techniques from now on.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Apply extends TreeCommand {
    @Parameters(paramLabel = "RUN", description = "The run's id, as golden show lists it.")
    private String run = "";

    Apply(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode applied =
          api.post("/api/golden-runs/" + ApiConnection.escape(run) + "/apply", ApiTree.nothing());
      return say(
          applied, "searches use " + settings(applied) + "; back with ./millrace golden undo");
    }
  }

  /** Shows what was applied. */
  @Command(
      name = "applied",
      description = "List the settings that were applied, newest first.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Applied extends TreeCommand {
    Applied(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      api.each(PATH + "/history", Integer.MAX_VALUE, all::add);
      if (options.json) {
        line(all);
        return ExitCode.DONE;
      }
      JsonNode now = api.get(PATH);
      terminal().out().println("in force: " + settings(now));
      if (!all.isEmpty()) {
        TextTable table = new TextTable("settings", "set", "applied", "by", "undone");
        all.forEach(
            one ->
                table.row(
                    settings(one),
                    one.path("goldenSet").asText(),
                    one.path("appliedAt").asText(),
                    one.path("appliedBy").asText(),
                    one.path("undoneAt").asText("").replace("null", "")));
        table.print(terminal());
      }
      return ExitCode.DONE;
    }
  }

  /** Goes back. */
  @Command(
      name = "undo",
      description = "Go back to the settings before those that were applied last.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Undo extends TreeCommand {
    Undo(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode applied = api.get(PATH).path("applied");
      if (!applied.isObject()) {
        throw new CommandFailure("nothing is applied: searches rank as Millrace ships");
      }
      JsonNode undone =
          api.post(PATH + "/" + applied.path("id").asText() + "/undo", ApiTree.nothing());
      return say(undone, "searches use " + settings(api.get(PATH)) + " again");
    }
  }

  private static String settings(JsonNode node) {
    return GoldenRunCommand.settings(node.path("mode").asText(), node.path("without"));
  }
}

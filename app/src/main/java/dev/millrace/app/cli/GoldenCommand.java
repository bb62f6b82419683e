package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code golden}: holds what is done with questions whose answers are known. */
@Command(
    name = "golden",
    description = "Keep your own questions with what should be found, and tune searches by them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class GoldenCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** With its subcommands. */
  static CommandLine family(Surroundings surroundings) {
    return new CommandLine(new GoldenCommand())
        .addSubcommand(new Put(surroundings))
        .addSubcommand(new Sets(surroundings))
        .addSubcommand(new Show(surroundings))
        .addSubcommand(new GoldenRunCommand(surroundings))
        .addSubcommand(new GoldenCompareCommand(surroundings))
        .addSubcommand(new GoldenApplyCommand.Apply(surroundings))
        .addSubcommand(new GoldenApplyCommand.Applied(surroundings))
        .addSubcommand(new GoldenApplyCommand.Undo(surroundings))
        .addSubcommand(new Remove(surroundings));
  }

  @Override
  public void run() {
    throw Usage.wrong(spec, "say what to do: " + Usage.subcommands(spec));
  }

  static String path(String name) {
    return "/api/golden-sets/" + ApiConnection.escape(name);
  }

  /** Writes one. */
  @Command(
      name = "put",
      description = {
        "Make a set, or replace all its questions.",
        "A line: {\"question\": \"...\", \"expected\": [\"handbook.pdf\", {\"externalId\":"
            + " \"rates.pdf\", \"source\": \"hr\", \"page\": 3, \"quote\": \"42 dollars\","
            + " \"grade\": 2}]}; where nothing should be found, \"nothing\": true. It may have an"
            + " id, history, sources, filters and a viewer, as whom it is asked."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Put extends TreeCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The set's name.")
    private String name = "";

    @Parameters(
        index = "1",
        paramLabel = "FILE|DIR",
        description = "Lines of JSON, or a folder in BEIR form whose ids are external ids.")
    private Path file = Path.of("");

    @Spec private @Nullable CommandSpec spec;

    Put(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      if (!Files.exists(file)) {
        throw Usage.wrong(spec, "there is no file " + file.toAbsolutePath());
      }
      JsonNode set = api.putLines(path(name), GoldenFile.body(file));
      return say(
          set,
          set.path("questions").asText() + " questions: ./millrace golden run \"" + name + "\"");
    }
  }

  /** Lists them. */
  @Command(
      name = "list",
      description = "List golden sets.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Sets extends TreeCommand {
    Sets(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      api.each("/api/golden-sets", Integer.MAX_VALUE, all::add);
      if (options.json) {
        line(all);
        return ExitCode.DONE;
      }
      TextTable table = new TextTable("set", "questions", "changed", "by");
      all.forEach(
          set ->
              table.row(
                  set.path("name").asText(),
                  set.path("questions").asText(),
                  set.path("updatedAt").asText(),
                  set.path("writtenBy").asText()));
      if (table.isEmpty()) {
        terminal().out().println("There is no golden set yet: ./millrace golden put NAME FILE");
      } else {
        table.print(terminal());
      }
      return ExitCode.DONE;
    }
  }

  /** Shows one. */
  @Command(
      name = "show",
      description = "Show a set's runs, or its questions.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Show extends TreeCommand {
    @Parameters(paramLabel = "NAME", description = "The set's name.")
    private String name = "";

    @Option(
        names = "--questions",
        description = "Write the questions, a line of JSON each, as golden put takes them.")
    private boolean questions;

    Show(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      if (questions) {
        api.each(path(name) + "/questions", Integer.MAX_VALUE, this::line);
        return ExitCode.DONE;
      }
      ArrayNode runs = JsonNodeFactory.instance.arrayNode();
      api.each(path(name) + "/runs", Integer.MAX_VALUE, runs::add);
      if (options.json) {
        line(runs);
        return ExitCode.DONE;
      }
      JsonNode set = api.get(path(name));
      terminal().out().println(set.path("questions").asText() + " questions");
      if (!runs.isEmpty()) {
        TextTable table =
            new TextTable("run", "at", "settings", "index", "ndcg@10", "recall@10", "unanswered");
        runs.forEach(run -> GoldenRunCommand.row(table, run, set));
        table.print(terminal());
      }
      return ExitCode.DONE;
    }
  }

  /** Deletes one. */
  @Command(
      name = "delete",
      description = "Delete a set with its runs; settings applied from one stay in force.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Remove extends TreeCommand {
    @Parameters(paramLabel = "NAME", description = "The set's name.")
    private String name = "";

    Remove(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      return say(api.delete(path(name)), "deleted");
    }
  }
}

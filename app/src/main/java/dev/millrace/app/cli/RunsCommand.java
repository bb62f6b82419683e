package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs …}: passes over sources. */
@Command(
    name = "runs",
    description = "Passes over sources: list, follow, pause, end and confirm them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Wherever a run is named, its source's name does: that is its newest run."})
final class RunsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new RunsCommand())
        .addSubcommand(new All(surroundings))
        .addSubcommand(new Show(surroundings))
        .addSubcommand(new Follow(surroundings))
        .addSubcommand(new RunActs.Pause(surroundings))
        .addSubcommand(new RunActs.Resume(surroundings))
        .addSubcommand(new RunActs.Cancel(surroundings))
        .addSubcommand(new RunActs.Confirm(surroundings));
  }

  @Override
  public void run() {
    throw Usage.wrong(spec, "say what to do: " + Usage.subcommands(spec));
  }

  /** The newest runs. */
  @Command(
      name = "list",
      description = "List runs, newest first; with --json a line of JSON each.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class All extends TreeCommand {
    @Parameters(paramLabel = "SOURCE", arity = "0..1", description = "Only of this one.")
    private String name = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many; 20 unless given.")
    private int limit = 20;

    @Spec private @Nullable CommandSpec spec;

    All(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      if (limit < 1) {
        throw Usage.wrong(spec, "--limit is 1 or more, not " + limit);
      }
      TextTable table = new TextTable("STARTED", "STATE", "TRIGGER", "FILES", "RUN");
      api.each(
          "/api/runs" + (name.isEmpty() ? "" : "?sourceId=" + api.sourceId(name)),
          limit,
          run -> {
            if (options.json) {
              line(run);
            } else {
              table.row(
                  run.path("startedAt").asText(),
                  run.path("state").asText(),
                  run.path("trigger").asText(),
                  RunText.counts(run),
                  run.path("id").asText());
            }
          });
      if (!options.json && table.isEmpty()) {
        terminal().out().println("There were no runs yet.");
      } else if (!options.json) {
        table.print(terminal());
      }
      return ExitCode.DONE;
    }
  }

  /** One run. */
  @Command(
      name = "show",
      description = "Show a run: how far it is, what it did, and how long each stage took.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Show extends TreeCommand {
    @Parameters(paramLabel = "RUN", description = "Its id, or its source's name.")
    private String named = "";

    Show(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode run = api.get("/api/runs/" + api.runId(named));
      if (options.json) {
        line(run);
      } else {
        RunText.print(terminal(), run);
      }
      return ExitCode.DONE;
    }
  }

  /** Follows one. */
  @Command(
      name = "follow",
      description = "Follow a run to its end; with --json an event a line.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      footer = {"", "Exit code 0 if the run is done, 1 if it failed, was ended or asks."})
  static final class Follow extends TreeCommand {
    @Parameters(paramLabel = "RUN", description = "Its id, or its source's name.")
    private String named = "";

    Follow(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      return new RunFollowing(api, terminal(), options.json).toTheEnd(api.runId(named));
    }
  }
}

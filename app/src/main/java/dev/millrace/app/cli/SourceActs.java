package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done with a source as a whole. */
final class SourceActs {
  private SourceActs() {}

  /** Runs it. */
  @Command(
      name = "run",
      description = "Have the server visit a source now, and follow it.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      footer = {"", "Exit code 0 if the run is done, 1 if it failed, was ended or asks."})
  static final class Run extends TreeCommand {
    @Parameters(paramLabel = "SOURCE", description = "Its name.")
    private String name = "";

    @Option(names = "--no-follow", description = "Come back at once; the server goes on.")
    private boolean leave;

    Run(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode run = api.post("/api/runs", Map.of("sourceId", api.sourceId(name)));
      String id = run.path("id").asText();
      return leave
          ? say(run, "Run " + id + " is on its way: ./millrace runs follow " + id)
          : new RunFollowing(api, terminal(), options.json).toTheEnd(id);
    }
  }

  /** Pauses it. */
  @Command(
      name = "pause",
      description = "Keep the server from visiting a source by itself; it may still be asked to.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Pause extends TreeCommand {
    @Parameters(paramLabel = "SOURCE", description = "Its name.")
    private String name = "";

    Pause(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode source =
          api.post("/api/sources/" + api.sourceId(name) + "/pause", ApiTree.nothing());
      return say(source, "Paused. Go on with: ./millrace sources resume \"" + name + "\"");
    }
  }

  /** Lets it go on. */
  @Command(
      name = "resume",
      description = "Let the server visit a source by itself again.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Resume extends TreeCommand {
    @Parameters(paramLabel = "SOURCE", description = "Its name.")
    private String name = "";

    Resume(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode source =
          api.post("/api/sources/" + api.sourceId(name) + "/resume", ApiTree.nothing());
      return say(source, "Visited " + SourcesCommand.visited(source) + " from now on.");
    }
  }

  /** Removes it. */
  @Command(
      name = "remove",
      description = "Remove a source with its documents, which are gone from the next search on.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Remove extends TreeCommand {
    @Parameters(paramLabel = "SOURCE", description = "Its name.")
    private String name = "";

    @Option(names = "--yes", description = "That its documents are to be gone. Needed.")
    private boolean yes;

    @Spec private @Nullable CommandSpec spec;

    Remove(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      String id = api.sourceId(name);
      if (!yes) {
        throw Usage.wrong(spec, "the source goes with all its documents: say --yes");
      }
      return say(api.delete("/api/sources/" + id), "Removed, with its documents.");
    }
  }
}

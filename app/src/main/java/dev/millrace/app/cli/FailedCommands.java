package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done about documents of a source that can't be had. */
final class FailedCommands {
  private FailedCommands() {}

  private static String path(String sourceId) {
    return "/api/sources/" + sourceId + "/dead-letters";
  }

  /** Lists them. */
  @Command(
      name = "failed",
      description = "List the documents of a source that can't be had, with the reasons.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Failed extends TreeCommand {
    @Parameters(paramLabel = "SOURCE", description = "Its name.")
    private String name = "";

    Failed(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      TextTable table = new TextTable("DOCUMENT", "TRIES", "REASON");
      api.each(
          path(api.sourceId(name)),
          Integer.MAX_VALUE,
          letter -> {
            if (options.json) {
              line(letter);
            } else {
              table.row(
                  letter.path("externalId").asText(),
                  letter.path("tries").asText(),
                  letter.path("reason").asText());
            }
          });
      if (!options.json && table.isEmpty()) {
        terminal().out().println("None: every document could be had, or is tried again by itself.");
      } else if (!options.json) {
        table.print(terminal());
      }
      return ExitCode.DONE;
    }
  }

  /** A decision about some of them or all. */
  abstract static class Decision extends TreeCommand {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "Its name.")
    private String name = "";

    @Parameters(
        index = "1..*",
        paramLabel = "DOCUMENT",
        description = "Those, as failed lists them.")
    private List<String> documents = List.of();

    @Option(names = "--all", description = "All that failed lists.")
    private boolean all;

    @Spec private @Nullable CommandSpec spec;

    private final String act;
    private final String done;

    Decision(Surroundings surroundings, String act, String done) {
      super(surroundings);
      this.act = act;
      this.done = done;
    }

    @Override
    final int run(ApiTree api) {
      if (all == !documents.isEmpty()) {
        throw Usage.wrong(spec, "name documents, or say --all: one of the two");
      }
      JsonNode answer =
          api.post(
              path(api.sourceId(name)) + "/" + act,
              all ? Map.of("all", true) : Map.of("externalIds", documents));
      return say(answer, answer.path("count").asText() + " " + done);
    }
  }

  /** Tries again. */
  @Command(
      name = "retry",
      description = "Have documents tried again that could not be had.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Retry extends Decision {
    Retry(Surroundings surroundings) {
      super(surroundings, "retry", "will be tried again.");
    }
  }

  /** Takes off the list. */
  @Command(
      name = "ignore",
      description = "Say that it is fine that these can't be had; they are listed no longer.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Ignore extends Decision {
    Ignore(Surroundings surroundings) {
      super(surroundings, "ignore", "are ignored until they change.");
    }
  }
}

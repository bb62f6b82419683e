package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Generation;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code index status}: the generations, and whether the settings want another. */
@Command(
    name = "status",
    description = "Show what is live, what is being built, and what is kept to go back to.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IndexStatusCommand extends ClientCommand {
  IndexStatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    List<Generation> all = client.generations().all();
    if (options.json) {
      terminal().out().println(Json.write(all));
      return ExitCode.DONE;
    }
    all.forEach(one -> terminal().out().println(GenerationText.line(one)));
    if (all.stream().noneMatch(Generation::wanted)) {
      terminal()
          .out()
          .println(
              "The settings ask for another model or other passages: ./millrace index rebuild"
                  + " builds that beside what is live.");
    }
    return ExitCode.DONE;
  }
}

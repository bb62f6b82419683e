package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Generation;
import dev.millrace.app.cli.GenerationsClient.Left;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code index rebuild}: builds what the settings want beside what is live. */
@Command(
    name = "rebuild",
    description = {
      "Index every document anew as the settings want it, beside the live index.",
      "Searches go on meanwhile; nothing changes until ./millrace index switch."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IndexRebuildCommand extends ClientCommand {
  @Option(names = "--forecast", description = "Only say what it would take, in time and money.")
  private boolean forecast;

  @Option(names = "--wait", description = "Show progress until it is ready.")
  private boolean wait;

  IndexRebuildCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    GenerationsClient generations = client.generations();
    if (forecast) {
      Left left = generations.forecast();
      terminal().out().println(options.json ? Json.write(left) : GenerationText.left(left));
      return ExitCode.DONE;
    }
    Generation built = generations.build();
    if (wait) {
      built = new GenerationWatch(surroundings(), generations).await(built.id(), options.json);
    }
    terminal().out().println(options.json ? Json.write(built) : GenerationText.line(built));
    return ExitCode.DONE;
  }
}

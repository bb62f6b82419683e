package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Generation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code index switch}: searches use another generation from now on. */
@Command(
    name = "switch",
    description = "Let searches use a generation that is ready; the one before is kept.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IndexSwitchCommand extends ClientCommand {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      defaultValue = "0",
      description = "The generation; the one that is ready unless given.")
  private int id;

  @Option(
      names = "--with-gaps",
      description = "Even if documents that it can't hold would be found no more.")
  private boolean withGaps;

  IndexSwitchCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    GenerationsClient generations = client.generations();
    int chosen =
        id > 0
            ? id
            : generations.all().stream()
                .filter(one -> one.is("ready"))
                .findFirst()
                .map(Generation::id)
                .orElseThrow(
                    () ->
                        new CommandFailure("no generation is ready: see ./millrace index status"));
    Generation live = generations.switchTo(chosen, withGaps);
    terminal().out().println(options.json ? Json.write(live) : GenerationText.line(live));
    return ExitCode.DONE;
  }
}

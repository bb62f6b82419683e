package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Generation;
import java.util.Comparator;
import picocli.CommandLine.Command;

/** {@code index rollback}: goes back to the generation that was live before. */
@Command(
    name = "rollback",
    description = "Go back to what was live before, once it has the documents written since.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IndexRollbackCommand extends ClientCommand {
  IndexRollbackCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    GenerationsClient generations = client.generations();
    Generation before =
        generations.all().stream()
            .filter(one -> one.is("retired") && one.switchedAt() != null)
            .max(Comparator.comparing(one -> String.valueOf(one.switchedAt())))
            .orElseThrow(
                () -> new CommandFailure("nothing was live before, so there is no way back"));
    Generation _ = generations.act(before.id(), "resume");
    Generation _ =
        new GenerationWatch(surroundings(), generations).await(before.id(), options.json);
    Generation live = generations.switchTo(before.id(), false);
    terminal().out().println(options.json ? Json.write(live) : GenerationText.line(live));
    return ExitCode.DONE;
  }
}

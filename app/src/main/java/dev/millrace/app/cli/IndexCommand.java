package dev.millrace.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code index}: holds what is done with the index's generations. */
@Command(
    name = "index",
    description = "Change how documents are indexed while they are searched.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class IndexCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** With its subcommands. */
  static CommandLine family(Surroundings surroundings) {
    return new CommandLine(new IndexCommand())
        .addSubcommand(new IndexStatusCommand(surroundings))
        .addSubcommand(new IndexRebuildCommand(surroundings))
        .addSubcommand(new IndexActCommand.Pause(surroundings))
        .addSubcommand(new IndexActCommand.Resume(surroundings))
        .addSubcommand(new IndexCompareCommand(surroundings))
        .addSubcommand(new IndexVerifyCommand(surroundings))
        .addSubcommand(new IndexSwitchCommand(surroundings))
        .addSubcommand(new IndexRollbackCommand(surroundings))
        .addSubcommand(new IndexActCommand.Drop(surroundings));
  }

  @Override
  public void run() {
    throw Usage.wrong(spec, "say what to do: " + Usage.subcommands(spec));
  }
}

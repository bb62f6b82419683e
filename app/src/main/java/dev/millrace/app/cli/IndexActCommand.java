package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Generation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What is done to one generation, named by its id. */
abstract sealed class IndexActCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The generation, as index status lists it.")
  private int id;

  IndexActCommand(Surroundings surroundings) {
    super(surroundings);
  }

  abstract Generation act(GenerationsClient client, int id);

  @Override
  int run(MillraceClient client) {
    Generation now = act(client.generations(), id);
    terminal().out().println(options.json ? Json.write(now) : GenerationText.line(now));
    return ExitCode.DONE;
  }

  /** {@code index pause}. */
  @Command(
      name = "pause",
      description = "Stop building until resume.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Pause extends IndexActCommand {
    Pause(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Generation act(GenerationsClient client, int id) {
      return client.act(id, "pause");
    }
  }

  /** {@code index resume}. */
  @Command(
      name = "resume",
      description = "Go on building, or top up a retired generation.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Resume extends IndexActCommand {
    Resume(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Generation act(GenerationsClient client, int id) {
      return client.act(id, "resume");
    }
  }

  /** {@code index drop}. */
  @Command(
      name = "drop",
      description = "Delete a generation that is not live, with its vectors; cancels its building.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Drop extends IndexActCommand {
    Drop(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Generation act(GenerationsClient client, int id) {
      return client.drop(id);
    }
  }
}

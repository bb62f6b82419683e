package dev.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks a server. */
abstract class ClientCommand implements Callable<Integer> {
  @Mixin final ClientOptions options = new ClientOptions();

  private final Surroundings surroundings;

  ClientCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Does the work; an exit code. */
  abstract int run(MillraceClient client);

  final Surroundings surroundings() {
    return surroundings;
  }

  final Terminal terminal() {
    return surroundings.terminal();
  }

  @Override
  public final Integer call() {
    try (MillraceClient client = options.client(surroundings)) {
      return run(client);
    } catch (ApiRefusal e) {
      if (e.status() == 401) {
        throw new CommandFailure(e.getMessage() + " (" + options.keyHint(surroundings) + ")", e);
      }
      throw e;
    }
  }
}

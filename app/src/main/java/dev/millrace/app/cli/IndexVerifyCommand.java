package dev.millrace.app.cli;

import dev.millrace.app.cli.GenerationsClient.Generation;
import dev.millrace.app.cli.GenerationsClient.Verified;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code index verify}: compares the index with the database. */
@Command(
    name = "verify",
    description =
        "Compare an index with the database, passage by passage, and repair what differs."
            + " Exits with 1 if anything still differs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IndexVerifyCommand extends ClientCommand {
  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      defaultValue = "0",
      description = "The generation; the live one unless given.")
  private int id;

  @Option(names = "--look-only", description = "Repair nothing.")
  private boolean lookOnly;

  IndexVerifyCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    GenerationsClient generations = client.generations();
    int chosen =
        id > 0
            ? id
            : generations
                .live()
                .map(Generation::id)
                .orElseThrow(() -> new CommandFailure("no generation is live"));
    Verified found = generations.verify(chosen, !lookOnly);
    terminal().out().println(options.json ? Json.write(found) : line(found));
    return found.repaired() == found.differing() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String line(Verified found) {
    String compared =
        String.format(
            Locale.ROOT,
            "%d passages of %d documents compared at position %d",
            found.passages(),
            found.documents(),
            found.position());
    return found.differing() == 0
        ? compared + ": the index holds exactly these."
        : String.format(
            Locale.ROOT,
            "%s: %d were missing, %d stale, %d surplus; %d of %d documents repaired.",
            compared,
            found.missing(),
            found.stale(),
            found.surplus(),
            found.repaired(),
            found.differing());
  }
}

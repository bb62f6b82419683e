package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sources add}: makes one. */
@Command(
    name = "add",
    description = "Make a source. Its settings are checked; sources test goes there.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SourceAddCommand extends TreeCommand {
  @Parameters(paramLabel = "NAME", description = "What it is called from now on.")
  private String name = "";

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "What it is. See: sources kinds")
  private String kind = "";

  @Mixin private final SourceFields fields = new SourceFields();

  SourceAddCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(ApiTree api) {
    @Nullable JsonNode known = api.findSource(name).orElse(null);
    if (known != null) {
      throw new CommandFailure(
          "there is a source \"" + name + "\": change it with ./millrace sources set");
    }
    JsonNode source = api.post("/api/sources", fields.body(name, kind, Map.of()));
    return say(
        source,
        "Source \"%s\" is there, visited %s. See: ./millrace sources show \"%s\""
            .formatted(name, SourcesCommand.visited(source), name));
  }
}

package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sources test}: goes there and says what is there. */
@Command(
    name = "test",
    description =
        "Try whether the server can go there: a source, or settings before they are kept.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SourceTestCommand extends TreeCommand {
  @Parameters(paramLabel = "SOURCE", arity = "0..1", description = "Its name.")
  private String name = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Try settings of this kind instead, given by --set and --secret.")
  private @Nullable String kind;

  @Mixin private final SourceFields fields = new SourceFields();

  @Spec private @Nullable CommandSpec spec;

  SourceTestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(ApiTree api) {
    if (name.isEmpty() == (kind == null)) {
      throw Usage.wrong(spec, "name a source, or give --kind with --set: one of the two");
    }
    if (kind == null && !fields.sayNothing()) {
      throw Usage.wrong(spec, "a source is tried as it is: leave --set away, or give --kind");
    }
    JsonNode answer =
        api.post(
            "/api/sources/test",
            kind == null
                ? Map.of("sourceId", api.sourceId(name))
                : Map.of("kind", kind, "settings", fields.settings(Map.of())));
    return say(answer, "It works: " + answer.path("message").asText());
  }
}

package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sources set}: changes one. What is not said stays as it is. */
@Command(
    name = "set",
    description = {
      "Change a source; what is not said stays as it is.",
      "When a setting changes, secrets have to be given again: they are not sent elsewhere unasked."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SourceSetCommand extends TreeCommand {
  @Parameters(paramLabel = "SOURCE", description = "Its name.")
  private String name = "";

  @Mixin private final SourceFields fields = new SourceFields();

  @Spec private @Nullable CommandSpec spec;

  SourceSetCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(ApiTree api) {
    if (fields.sayNothing()) {
      throw Usage.wrong(spec, "say what to change: --set, --schedule, --readers or another");
    }
    JsonNode known = api.source(name);
    JsonNode source =
        api.post(
            "/api/sources",
            fields.body(known.path("name").asText(), known.path("kind").asText(), asBefore(known)));
    return say(source, "Changed. Visited " + SourcesCommand.visited(source) + ".");
  }

  private static Map<String, Object> asBefore(JsonNode known) {
    Map<String, Object> before = new LinkedHashMap<>();
    Map<String, String> settings = new LinkedHashMap<>();
    known
        .path("settings")
        .properties()
        .forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
    before.put("settings", settings);
    before.put("readers", texts(known.path("readers")));
    before.put("denied", texts(known.path("denied")));
    before.put("sensitivity", known.path("sensitivity").asText());
    String schedule = RunText.text(known, "schedule");
    if (!schedule.isEmpty()) {
      before.put("schedule", schedule);
    }
    before.put("watch", known.path("watch").asBoolean());
    before.put("mostRemoved", known.path("mostRemoved").asDouble());
    return before;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}

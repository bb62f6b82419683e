package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code documents access}: why somebody can or can't see a document. */
@Command(
    name = "access",
    description =
        "Say why a user can or can't see a document: which entry of its label, through which"
            + " groups, since when.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DocumentsAccessCommand extends TreeCommand {
  @Parameters(paramLabel = "ID", description = "The document's id, as documents list has it.")
  private String id = "";

  @Option(
      names = "--user",
      paramLabel = "U",
      description =
          "Whom it is about, as NAME or user:NAME; the reader himself unless given. Another needs a"
              + " key with the scope admin.")
  private String user = "";

  DocumentsAccessCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(ApiTree api) {
    JsonNode access =
        api.get(
            "/api/documents/"
                + ApiConnection.escape(id)
                + "/access"
                + (user.isEmpty() ? "" : "?user=" + ApiConnection.escape(user)));
    return say(access, String.join(System.lineSeparator(), lines(access)));
  }

  private static List<String> lines(JsonNode access) {
    List<String> lines = new ArrayList<>();
    lines.add(access.path("reason").asText());
    lines.add(
        "document  "
            + access.path("externalId").asText()
            + " of "
            + access.path("source").asText());
    access.path("allowing").forEach(entry -> lines.add("allowed   " + way(access, entry)));
    access.path("denying").forEach(entry -> lines.add("denied    " + way(access, entry)));
    JsonNode label = access.path("label");
    lines.add("label     " + set(label));
    lines.add(
        "whose     readers: the "
            + label.path("readersFrom").asText()
            + "'s, denied: the "
            + label.path("deniedFrom").asText()
            + "'s");
    lines.add("index     " + index(access));
    return lines;
  }

  /** {@code group:staff: user:ann > group:hr (since …) > group:staff (since …)}. */
  private static String way(JsonNode access, JsonNode entry) {
    StringBuilder way = new StringBuilder(entry.path("principal").asText());
    if (!entry.path("through").isEmpty()) {
      way.append(": ").append(access.path("user").asText());
    }
    for (JsonNode step : entry.path("through")) {
      way.append(" > ").append(step.path("group").asText());
      way.append(" (since ").append(step.path("since").asText()).append(')');
    }
    return way.toString();
  }

  private static String set(JsonNode label) {
    JsonNode since = label.path("since");
    if (since.isNull()) {
      return "from before such changes were kept";
    }
    return since.path("change").asText()
        + " "
        + since.path("at").asText()
        + (since.path("runId").isNull()
            ? ", by no run"
            : ", in run " + since.path("runId").asText())
        + ", at position "
        + since.path("position").asText();
  }

  private static String index(JsonNode access) {
    JsonNode index = access.path("index");
    String at = "at position " + index.path("position").asText() + ": ";
    if (index.path("passages").asInt() == 0) {
      return at + "no search finds the document, which has no passages in it";
    }
    if (!index.path("reached").asBoolean()) {
      return at + "it has not reached the label yet; what was granted waits for that";
    }
    return at
        + (access.path("readable").asBoolean()
            ? "searches show the document"
            : "searches don't show the document");
  }
}

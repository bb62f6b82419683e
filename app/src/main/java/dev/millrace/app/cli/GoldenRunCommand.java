package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code golden run}: asks a set's questions with some settings, and keeps what came of it. */
@Command(
    name = "run",
    description = "Ask a set's questions and measure what is found.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class GoldenRunCommand extends TreeCommand {
  @Parameters(paramLabel = "NAME", description = "The set's name.")
  private String name = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "lexical, vector, rrf, minmax or hybrid; hybrid unless given.")
  private @Nullable String mode;

  @Option(
      names = "--without",
      paramLabel = "TECHNIQUES",
      split = ",",
      description = "What hybrid does without, with commas; see eval retrieval.")
  private List<String> without = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Passages that each question asks for; 100 unless given.")
  private @Nullable Integer limit;

  @Option(
      names = "--generation",
      paramLabel = "ID",
      description = "A generation of the index; the live one unless given.")
  private @Nullable Integer generation;

  GoldenRunCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(ApiTree api) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("mode", mode);
    body.put("without", without);
    body.put("limit", limit);
    body.put("generation", generation);
    JsonNode run = api.post(GoldenCommand.path(name) + "/runs", body, ApiTree.LONG_PATIENCE);
    if (options.json) {
      line(run);
    } else {
      show(run);
    }
    return ExitCode.DONE;
  }

  private void show(JsonNode run) {
    JsonNode counts = run.path("counts");
    terminal()
        .out()
        .printf(
            "run %s, %s, %s%n",
            run.path("id").asText(), settings(run), run.path("index").path("description").asText());
    run.path("measures")
        .properties()
        .forEach(
            measure ->
                terminal()
                    .out()
                    .printf(
                        Locale.ROOT,
                        "  %-12s %.4f%n",
                        measure.getKey(),
                        measure.getValue().asDouble()));
    counts
        .properties()
        .forEach(
            count ->
                terminal().out().printf("  %-16s %s%n", count.getKey(), count.getValue().asText()));
  }

  /** A run in a list of its set's. */
  static void row(TextTable table, JsonNode run, JsonNode set) {
    boolean current = run.path("content").equals(set.path("content"));
    JsonNode measures = run.path("measures");
    table.row(
        run.path("id").asText(),
        run.path("at").asText(),
        settings(run) + (current ? "" : " (other questions)"),
        run.path("index").path("generation").asText(),
        String.format(Locale.ROOT, "%.4f", measures.path("ndcg@10").asDouble()),
        String.format(Locale.ROOT, "%.4f", measures.path("recall@10").asDouble()),
        run.path("counts").path("unanswered").asText());
  }

  /** How a run was asked, in a few words. */
  static String settings(JsonNode run) {
    return settings(
        run.path("settings").path("mode").asText(), run.path("settings").path("without"));
  }

  static String settings(String mode, JsonNode without) {
    String left =
        StreamSupport.stream(without.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return left.isEmpty() ? mode : mode + " without " + left;
  }
}

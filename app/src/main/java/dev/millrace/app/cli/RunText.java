package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;

/** A run of the API in words, and as progress. */
final class RunText {
  private RunText() {}

  /** Outcomes, those that there are: "3 added, 1 failed". */
  static String counts(JsonNode run) {
    StringJoiner parts = new StringJoiner(", ");
    for (FileOutcome.Kind kind : FileOutcome.Kind.values()) {
      int count = run.path("counts").path(kind.wire()).asInt();
      if (count > 0) {
        parts.add(ProgressLine.grouped(count) + " " + kind.wire());
      }
    }
    return parts.toString();
  }

  /** How far a run has come. */
  static Progress progress(JsonNode run) {
    Map<FileOutcome.Kind, Integer> counts = new EnumMap<>(FileOutcome.Kind.class);
    long done = 0;
    for (FileOutcome.Kind kind : FileOutcome.Kind.values()) {
      int count = run.path("counts").path(kind.wire()).asInt();
      counts.put(kind, count);
      done += kind == FileOutcome.Kind.REMOVED ? 0 : count;
    }
    String state = run.path("state").asText("");
    return new Progress(
        state.equals("running") ? run.path("phase").asText("") : state,
        done,
        run.path("total").asLong(0),
        counts,
        run.path("ratePerSecond").asDouble(0),
        run.path("secondsLeft").isNumber()
            ? Duration.ofSeconds(run.path("secondsLeft").asLong())
            : null,
        null);
  }

  /** All of it. */
  static void print(Terminal terminal, JsonNode run) {
    String id = run.path("id").asText();
    line(terminal, "run", id);
    line(terminal, "state", run.path("state").asText() + ", phase " + run.path("phase").asText());
    line(terminal, "trigger", run.path("trigger").asText());
    line(terminal, "started", run.path("startedAt").asText());
    line(terminal, "finished", text(run, "finishedAt"));
    line(terminal, "node", text(run, "node"));
    line(terminal, "reason", text(run, "reason"));
    Progress progress = progress(run);
    line(
        terminal,
        "files",
        ProgressLine.grouped(progress.done())
            + (progress.total() > 0 ? " of " + ProgressLine.grouped(progress.total()) : "")
            + (counts(run).isEmpty() ? "" : ": " + counts(run)));
    if (progress.left() != null) {
      line(terminal, "left", ProgressLine.time(progress.left()));
    }
    StringJoiner stages = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> stage : run.path("stages").properties()) {
      stages.add(stage.getKey() + " " + ProgressLine.grouped(stage.getValue().asLong()) + " ms");
    }
    line(terminal, "stages", stages.toString());
    run.path("notes").forEach(note -> line(terminal, "note", note.asText()));
    hint(terminal, run);
  }

  /** What somebody has to do, if anything. */
  static void hint(Terminal terminal, JsonNode run) {
    if (run.path("state").asText().equals("asking")) {
      String id = run.path("id").asText();
      terminal
          .err()
          .println(
              "It asks: "
                  + text(run, "reason")
                  + "\nAgree with: ./millrace runs confirm "
                  + id
                  + "\nOr leave the documents as they are: ./millrace runs cancel "
                  + id);
    }
  }

  /** A field's text; empty for null. */
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() || value.isMissingNode() ? "" : value.asText();
  }

  private static void line(Terminal terminal, String name, String value) {
    if (!value.isEmpty()) {
      terminal.out().println(String.format("%-9s %s", name, value));
    }
  }

  /** What a shell is told: done, or not. A run that asks is not done. */
  static int exitCode(JsonNode run) {
    return run.path("state").asText().equals("done") ? ExitCode.DONE : ExitCode.FAILED;
  }
}

package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Watches a run as it goes: a bar for people, an event a line for machines. */
final class RunFollowing {
  private final ApiTree api;
  private final Terminal terminal;
  private final boolean json;
  private volatile JsonNode now = MissingNode.getInstance();

  RunFollowing(ApiTree api, Terminal terminal, boolean json) {
    this.api = api;
    this.terminal = terminal;
    this.json = json;
  }

  /** Follows to the end; an exit code. */
  int toTheEnd(String runId) {
    now = api.get("/api/runs/" + runId);
    try (LiveProgress progress = new LiveProgress(terminal, () -> RunText.progress(now))) {
      if (!json) {
        progress.start();
      }
      api.follow(
          runId,
          (name, data) -> {
            now = read(data);
            if (json) {
              terminal.out().println(data);
            }
          });
    }
    JsonNode end = api.get("/api/runs/" + runId);
    if (!json) {
      String counts = RunText.counts(end);
      terminal
          .out()
          .println(
              "Run "
                  + end.path("state").asText()
                  + (counts.isEmpty() ? "" : ": " + counts)
                  + " ("
                  + runId
                  + ")");
      if (!end.path("state").asText().equals("asking") && !RunText.text(end, "reason").isEmpty()) {
        terminal.err().println("millrace: " + RunText.text(end, "reason"));
      }
      RunText.hint(terminal, end);
    }
    return RunText.exitCode(end);
  }

  private static JsonNode read(String data) {
    try {
      return Json.tree(data);
    } catch (JsonProcessingException e) {
      throw new CommandFailure("the server sent an event that is no JSON", e);
    }
  }
}

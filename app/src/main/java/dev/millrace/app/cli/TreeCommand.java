package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A command that shows answers of the API, as they are with {@code --json}. */
abstract class TreeCommand extends ClientCommand {
  TreeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  final int run(MillraceClient client) {
    return run(client.tree());
  }

  abstract int run(ApiTree api);

  /** An answer for machines, or a sentence for people. */
  final int say(JsonNode answer, String sentence) {
    terminal().out().println(options.json ? Json.write(answer) : sentence);
    return ExitCode.DONE;
  }

  final void line(JsonNode answer) {
    terminal().out().println(Json.write(answer));
  }
}

package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ask "…"}: an answer with its citations, shown as it comes. */
@Command(
    name = "ask",
    description = "Answer a question from the documents that the reader may see, with citations.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AskCommand extends ClientCommand {
  @Parameters(paramLabel = "QUESTION", description = "What to answer.")
  private String question = "";

  @Option(
      names = "--explain",
      description =
          "Tell how the answer comes about: classify, evidence, plan, attempts, checks, cost; with"
              + " --json a line for each event.")
  private boolean explain;

  @Option(
      names = "--conversation",
      paramLabel = "ID",
      description = "Continue that conversation; each answer shows its id.")
  private @Nullable String conversation;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "A model of the fleet; auto, which chooses, unless given.")
  private @Nullable String model;

  @Option(
      names = "--ground",
      paramLabel = "HOW",
      description =
          "Whether it must come from documents: auto, always or never; auto unless given.")
  private @Nullable String ground;

  @Option(
      names = "--evidence",
      paramLabel = "N",
      description = "Passages to answer from, 1 to 50; 10 unless given.")
  private @Nullable Integer evidence;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "quality or economy; quality unless given.")
  private @Nullable String policy;

  @Mixin private FilterOptions filters = new FilterOptions();

  @Spec private @Nullable CommandSpec spec;

  AskCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    if (question.isBlank()) {
      throw Usage.wrong(spec, "an empty question has no answer: write it in quotation marks");
    }
    AskQuestion asked =
        new AskQuestion(
            question, conversation, model, ground, evidence, policy, null, filters(), true);
    AnswerText text = new AnswerText(terminal(), explain);
    client.ask(asked, (name, data) -> shown(name, data, text));
    return ExitCode.DONE;
  }

  private @Nullable Map<String, Object> filters() {
    try {
      return filters.wire();
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(spec, String.valueOf(e.getMessage()));
    }
  }

  private void show(AskEvent event, AnswerText text) {
    text.show(event);
    if (event instanceof AskEvent.Finished(FoundAnswer answer)) {
      terminal()
          .out()
          .println(
              terminal()
                  .faint(
                      "to go on: --conversation "
                          + answer.conversationId()
                          + " · for its receipt: receipts get "
                          + answer.answerId()));
    }
  }

  private void shown(String name, String data, AnswerText text) throws JsonProcessingException {
    if (!options.json) {
      AskEvent.read(name, data).ifPresent(event -> show(event, text));
    } else if (explain) {
      terminal().out().println("{\"event\":" + Json.write(name) + ",\"data\":" + data + "}");
    } else if (name.equals("finished")) {
      terminal().out().println(data);
    }
  }
}

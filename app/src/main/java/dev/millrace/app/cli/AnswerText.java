package dev.millrace.app.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lays an answer out for people, while it arrives and when it is there. */
final class AnswerText {
  private static final int SHOWN_CHARACTERS = 220;
  private static final String INDENT = "    ";
  private static final int NARROWEST = 20;

  private final Terminal terminal;
  private final boolean explained;
  private boolean inText;

  /**
   * @param explained whether to tell how the answer comes about
   */
  AnswerText(Terminal terminal, boolean explained) {
    this.terminal = terminal;
    this.explained = explained;
  }

  /** Shows an event at once. */
  void show(AskEvent event) {
    switch (event) {
      case AskEvent.Released(String text) -> {
        terminal.out().print(text);
        terminal.out().flush();
        inText = !text.endsWith("\n");
      }
      case AskEvent.Finished(FoundAnswer answer) -> finish(answer);
      case AskEvent.Failed _ -> endText();
      case AskEvent.Started _ -> {}
      case AskEvent.Classified classified -> step("classify", classified(classified));
      case AskEvent.Searched(int passages, int documents, long ms, var notes) -> {
        step(
            "evidence",
            "%s of %s, %d ms"
                .formatted(count(passages, "passage"), count(documents, "document"), ms));
        notes.forEach(note -> step("", note));
      }
      case AskEvent.Planned plan -> planned(plan);
      case AskEvent.Attempted(int number, String model, String tier, long waitMs) ->
          step(
              "attempt " + number,
              model + " on " + tier + (waitMs > 0 ? ", waited " + waitMs + " ms" : ""));
      case AskEvent.Dropped(String reason) -> step("check", "left out: " + reason);
      case AskEvent.AttemptEnded(
              int number,
              String _,
              String _,
              String outcome,
              @Nullable String reason,
              long ms) ->
          step(
              "checked " + number,
              outcome
                  + (reason == null || reason.isEmpty() ? "" : ": " + reason)
                  + ", "
                  + ms
                  + " ms");
    }
  }

  private static String classified(AskEvent.Classified classified) {
    String kind =
        String.format(Locale.ROOT, "%s (%.2f)", classified.kind(), classified.confidence());
    return classified.rewritten() ? kind + ", searched as: " + classified.query() : kind;
  }

  private void planned(AskEvent.Planned plan) {
    int number = 0;
    for (AskEvent.PlannedAttempt attempt : plan.attempts()) {
      number++;
      String withheld =
          attempt.withheld() == 0 ? "" : ", without " + count(attempt.withheld(), "passage");
      step(
          number == 1 ? "plan" : "",
          number + ". " + attempt.model() + ": " + attempt.reason() + withheld);
    }
    for (AskEvent.NotTried not : plan.rejected()) {
      step(number == 0 ? "plan" : "", "not " + not.model() + ": " + not.reason());
      number++;
    }
  }

  private void step(String name, String what) {
    if (explained) {
      endText();
      terminal.out().println(terminal.faint(String.format(Locale.ROOT, "%-10s  %s", name, what)));
    }
  }

  private void endText() {
    if (inText) {
      terminal.out().println();
      inText = false;
    }
  }

  private void finish(FoundAnswer answer) {
    endText();
    if (answer.partial()) {
      terminal.out().println(terminal.red("Partial: ") + answer.reason());
    }
    if (!answer.citations().isEmpty()) {
      terminal.out().println();
    }
    answer.citations().forEach(this::citation);
    if (explained) {
      step(
          "cost",
          "%s, %s%d ms in all"
              .formatted(
                  answer.cost(),
                  answer.firstMs() == null ? "" : "first text after " + answer.firstMs() + " ms, ",
                  answer.ms()));
    }
    terminal.out().println(terminal.faint(source(answer)));
  }

  /** Who answered, in what time, at what cost. */
  static String source(FoundAnswer answer) {
    String who =
        answer.model().equals("none") ? "no model" : answer.model() + " on " + answer.tier();
    return who + " · " + answer.ms() + " ms · " + answer.cost();
  }

  private void citation(FoundAnswer.FoundCitation citation) {
    String page = citation.page() == null ? "" : ", page " + citation.page();
    terminal
        .out()
        .println(
            "["
                + citation.n()
                + "] "
                + terminal.bold(citation.title() + page)
                + terminal.faint("  " + citation.externalId()));
    String text = EvidenceText.shortened(citation.text(), SHOWN_CHARACTERS);
    int width = Math.max(terminal.width() - INDENT.length(), NARROWEST);
    EvidenceText.wrapped(text, width)
        .forEach(line -> terminal.out().println(INDENT + terminal.faint(line)));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}

package dev.millrace.app.console;

import dev.millrace.orchestration.plan.Plan;
import dev.millrace.orchestration.turn.Answer;
import dev.millrace.orchestration.turn.AnswerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A step on the way to an answer, for those who want to know.
 *
 * @param tone good, warn, bad or empty
 * @param title what happened
 * @param detail more of it; empty for nothing
 * @param lines what it consists of
 */
record Step(String tone, String title, String detail, List<String> lines) {
  Step {
    lines = List.copyOf(lines);
  }

  /** The step that an event is; empty for events that are seen otherwise. */
  static Optional<Step> of(AnswerEvent event) {
    return switch (event) {
      case AnswerEvent.Classified(String query, boolean rewritten, var kind, double confidence) ->
          Optional.of(
              plain(
                  "Kind of question: " + kind.wire().replace('_', ' '),
                  String.format(Locale.ENGLISH, "%.0f %% sure.", 100 * confidence)
                      + (rewritten ? " Searched for “" + query + "”." : "")));
      case AnswerEvent.Searched(int passages, int documents, long ms, var notes) ->
          Optional.of(
              new Step(
                  "",
                  "Found " + Amounts.count(passages, "passage", "passages"),
                  "In "
                      + Amounts.count(documents, "document", "documents")
                      + " that you may read, "
                      + Amounts.milliseconds(ms)
                      + ".",
                  notes));
      case AnswerEvent.Planned(Plan plan) ->
          Optional.of(
              new Step(
                  "",
                  "Planned " + Amounts.count(plan.attempts().size(), "attempt", "attempts"),
                  "Policy " + plan.policy().versioned() + ".",
                  lines(plan)));
      case AnswerEvent.Attempted(int number, String model, String tier, long waitMs) ->
          Optional.of(
              plain(
                  "Attempt " + number + ": " + model + " on " + tier,
                  waitMs == 0 ? "" : "Waited " + Amounts.milliseconds(waitMs) + " for the tier."));
      case AnswerEvent.AttemptEnded(_, String model, _, String outcome, String reason, long ms) ->
          Optional.of(
              new Step(
                  outcome.equals("accepted") ? "good" : "warn",
                  model + ": " + outcome,
                  (reason.isEmpty() ? "" : reason + ". ") + Amounts.milliseconds(ms) + ".",
                  List.of()));
      case AnswerEvent.Dropped(String reason) ->
          Optional.of(new Step("warn", "A part did not pass the checks", reason, List.of()));
      case AnswerEvent.Finished(Answer answer) ->
          Optional.of(
              new Step(
                  answer.refused() || answer.partial() ? "warn" : "good",
                  "Done in " + Amounts.milliseconds(answer.spent().ms()),
                  answer
                      .spent()
                      .firstMs()
                      .map(ms -> "First words after " + Amounts.milliseconds(ms) + ".")
                      .orElse(""),
                  List.of()));
      case AnswerEvent.Failed(var failure) ->
          Optional.of(new Step("bad", "No answer", failure.message(), List.of()));
      case AnswerEvent.Started _, AnswerEvent.Released _ -> Optional.empty();
    };
  }

  private static Step plain(String title, String detail) {
    return new Step("", title, detail, List.of());
  }

  private static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    for (Plan.Attempt one : plan.attempts()) {
      lines.add(
          one.model().name()
              + " on "
              + one.tier().name()
              + ": "
              + one.reason()
              + (one.withheld() == 0
                  ? ""
                  : "; without "
                      + Amounts.count(one.withheld(), "passage", "passages")
                      + " that the tier is not cleared for"));
    }
    for (Plan.Rejected one : plan.rejected()) {
      lines.add("Not " + one.model() + " on " + one.tier() + ": " + one.reason());
    }
    return lines;
  }
}

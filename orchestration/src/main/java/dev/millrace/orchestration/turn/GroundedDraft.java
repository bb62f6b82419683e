package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.guard.EvidencePrompt;
import dev.millrace.orchestration.guard.Problem;
import dev.millrace.orchestration.guard.ReleaseUnits;
import dev.millrace.orchestration.guard.SupportCheck;
import dev.millrace.orchestration.guard.SupportSession;
import dev.millrace.orchestration.guard.Unit;
import dev.millrace.orchestration.guard.Verdict;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.model.ChatModel;
import dev.millrace.orchestration.model.Finish;
import dev.millrace.orchestration.model.ModelReply;
import dev.millrace.orchestration.model.ModelRequest;
import dev.millrace.orchestration.model.PieceSink;
import dev.millrace.orchestration.model.Usage;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One model's answer from evidence, let out unit by unit as each passes its check. Until something
 * is let out, a unit that fails ends the attempt; after that the unit is left out.
 */
final class GroundedDraft implements PieceSink {
  private final SupportSession check;
  private final List<Evidence> evidence;
  private final Released released;
  private final AnswerSink events;
  private final ReleaseUnits units = new ReleaseUnits();

  /**
   * Headings and connecting words, which are let out with the claim that follows them; what says at
   * the end what the evidence does not answer, without one.
   */
  private final List<Unit> waiting = new ArrayList<>();

  private final long startedAt = System.nanoTime();
  private Optional<Long> firstMs = Optional.empty();
  private String problem = "";
  private boolean noAnswer;
  private boolean cutShort;
  private int dropped;

  /**
   * @param question as it was typed and as it is understood
   * @param evidence what the model is given, as it is numbered in the prompt
   */
  GroundedDraft(
      SupportCheck check,
      String question,
      List<Evidence> evidence,
      Released released,
      AnswerSink events) {
    this.check = check.session(question, evidence);
    this.evidence = evidence;
    this.released = released;
    this.events = events;
  }

  /** Calls the model and lets out what passes. */
  Draft write(ChatModel model, ModelRequest request, Cancellation cancellation) {
    ModelReply reply = model.chat(request, this, cancellation);
    return switch (reply) {
      case ModelReply.Completed(Finish finish, Usage usage) -> completed(finish, usage);
      case ModelReply.Stopped(Usage usage) -> stopped(usage);
      case ModelReply.Cancelled(Usage usage) -> new Draft.Cancelled(usage, firstMs);
      case ModelReply.Failed(var fault, String message, Usage usage) ->
          released.begun()
              ? new Draft.Partial(message, usage, firstMs)
              : new Draft.Failed(message, usage, firstMs);
    };
  }

  @Override
  public boolean accept(String piece) {
    if (firstMs.isEmpty()) {
      firstMs = Optional.of(Elapsed.ms(startedAt));
    }
    return units.add(piece).stream().allMatch(this::check);
  }

  /** Whether to go on. */
  private boolean check(Unit unit) {
    if (EvidencePrompt.isNoAnswer(unit.text())) {
      noAnswer = !released.begun();
      cutShort = released.begun();
      return false;
    }
    switch (check.check(unit)) {
      case Verdict.Supported supported -> let(supported);
      case Verdict.NoClaim() -> wait(unit);
      case Verdict.Unsupported(Problem what, String _) -> {
        // The detail may hold what the part says, which nothing vouches for.
        problem = what.wire();
        if (!released.begun()) {
          return false;
        }
        dropped++;
        waiting.clear();
        events.accept(new AnswerEvent.Dropped(problem));
      }
    }
    return true;
  }

  private void wait(Unit unit) {
    boolean leads = waiting.isEmpty() && !released.begun();
    if (!leads || unit.kind() != Unit.Kind.BLANK) {
      waiting.add(unit);
    }
  }

  private void let(Verdict.Supported supported) {
    waiting.forEach(this::plain);
    waiting.clear();
    released.unit(supported, evidence);
  }

  /** A mark of something that claims nothing stands for nothing. */
  private void plain(Unit unit) {
    released.plain(Renumbered.of(unit.text(), unit.marks(), _ -> Renumbered.NONE).text());
  }

  private Draft stopped(Usage usage) {
    if (noAnswer) {
      return new Draft.NoAnswer(evidence, usage, firstMs);
    }
    return released.begun() ? ended(usage) : new Draft.Unsupported(problem, usage, firstMs);
  }

  private Draft completed(Finish finish, Usage usage) {
    boolean passed = whole(units.end(), finish).stream().allMatch(this::check);
    if (!passed) {
      return stopped(usage);
    }
    if (finish == Finish.STOP && released.begun()) {
      conclude();
    }
    return switch (finish) {
      case FILTERED ->
          released.begun()
              ? new Draft.Partial("the model stopped itself", usage, firstMs)
              : new Draft.Failed("the model declined to answer", usage, firstMs);
      case LENGTH ->
          released.begun()
              ? new Draft.Partial("the answer reached its greatest length", usage, firstMs)
              : new Draft.Unsupported("nothing passed before the greatest length", usage, firstMs);
      case STOP ->
          released.begun()
              ? ended(usage)
              : new Draft.Unsupported("it says nothing that evidence supports", usage, firstMs);
    };
  }

  /** Where a model was cut short, its last sentence may be without the half that turns it round. */
  private static List<Unit> whole(List<Unit> left, Finish finish) {
    return finish == Finish.STOP || left.isEmpty() ? left : left.subList(0, left.size() - 1);
  }

  /** Lets out what waits at the end of an answer, up to the last part that leads on to nothing. */
  private void conclude() {
    int end = waiting.size();
    while (end > 0 && leadsOn(waiting.get(end - 1))) {
      end--;
    }
    waiting.subList(0, end).forEach(this::plain);
    waiting.clear();
  }

  private static boolean leadsOn(Unit unit) {
    return switch (unit.kind()) {
      case BLANK, HEADING, FOOTNOTE -> true;
      case CODE -> false;
      case SENTENCE, LIST_ITEM, TABLE_ROW, QUOTE -> unit.text().stripTrailing().endsWith(":");
    };
  }

  private Draft ended(Usage usage) {
    if (cutShort) {
      return new Draft.Partial("the model found no answer to the rest", usage, firstMs);
    }
    return dropped == 0
        ? new Draft.Accepted(usage, firstMs)
        : new Draft.Partial(
            "%d %s left out: %s"
                .formatted(dropped, dropped == 1 ? "part was" : "parts were", problem),
            usage,
            firstMs);
  }
}

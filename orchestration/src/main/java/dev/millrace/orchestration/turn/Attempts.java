package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.guard.SupportCheck;
import dev.millrace.orchestration.ledger.Call;
import dev.millrace.orchestration.model.Usage;
import dev.millrace.orchestration.plan.Plan;
import dev.millrace.orchestration.tier.Engine;
import dev.millrace.orchestration.tier.Slots;
import dev.millrace.orchestration.turn.Understanding.Understood;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Goes through a plan until one of its attempts is an answer. */
final class Attempts {
  private final Callers callers;
  private final SupportCheck check;
  private final Books books;
  private final Prompts prompts = new Prompts();

  Attempts(Callers callers, SupportCheck check, Books books) {
    this.callers = callers;
    this.check = check;
    this.books = books;
  }

  /** Why attempts came to nothing. */
  private static final class Reasons {
    final List<String> failed = new ArrayList<>();
    Optional<Nothing> nothing = Optional.empty();
    boolean unsupported;
    boolean busy;
    boolean expensive;
  }

  /** An attempt that found no answer, though another may. */
  private record Nothing(Plan.Attempt attempt, List<Evidence> nearest) {}

  TurnResult make(TurnInHand turn, Understood understood, Plan plan, Deadline deadline)
      throws Unanswerable {
    Reasons reasons = new Reasons();
    Iterator<Plan.Attempt> attempts = plan.attempts().iterator();
    for (int number = 1; attempts.hasNext(); number++) {
      requireTime(deadline);
      Plan.Attempt attempt = attempts.next();
      if (tooExpensive(turn, attempt)) {
        reasons.expensive = true;
        continue;
      }
      long asked = System.nanoTime();
      Duration patience = deadline.left(callers.waits().of(!attempts.hasNext()));
      Optional<Slots.Permit> permit =
          callers.permit(attempt.tier(), patience, deadline.cancellation());
      if (permit.isEmpty()) {
        requireTime(deadline);
        reasons.busy = true;
        turn.went(attempt, "busy");
        ended(turn, attempt, number, "busy", "tier " + attempt.tier().name() + " is full", asked);
        continue;
      }
      Draft draft;
      try (Slots.Permit _ = permit.get()) {
        draft = call(turn, understood, attempt, number, Elapsed.ms(asked), deadline);
      }
      Optional<TurnResult> result = result(turn, attempt, draft, reasons, deadline);
      if (result.isPresent()) {
        return result.get();
      }
    }
    return exhausted(turn, plan, reasons);
  }

  private static boolean tooExpensive(TurnInHand turn, Plan.Attempt attempt) {
    BigDecimal whole = turn.cost().add(attempt.estimate());
    return turn.request().options().maxCost().filter(most -> whole.compareTo(most) > 0).isPresent();
  }

  private static void requireTime(Deadline deadline) throws Unanswerable {
    if (deadline.over()) {
      throw new Unanswerable(
          Failure.Kind.DEADLINE, "the deadline passed before there was an answer", "deadlineMs");
    }
  }

  private Draft call(
      TurnInHand turn,
      Understood understood,
      Plan.Attempt attempt,
      int number,
      long waitMs,
      Deadline deadline) {
    turn.tell(
        new AnswerEvent.Attempted(number, attempt.model().name(), attempt.tier().name(), waitMs));
    Instant at = books.clock().instant();
    long started = System.nanoTime();
    When when = new When(number, at, waitMs, started);
    Draft draft;
    try {
      draft = draft(turn, understood, attempt, deadline);
    } catch (RuntimeException e) {
      // The model was called all the same; what it used went down with the turn.
      book(
          turn,
          attempt,
          when,
          new Draft.Failed("the turn broke off", Usage.NONE, Optional.empty()),
          attempt.estimate());
      throw e;
    }
    BigDecimal cost =
        attempt.model().price().of(draft.usage().inputTokens(), draft.usage().outputTokens());
    book(turn, attempt, when, draft, cost);
    ended(turn, attempt, number, draft.outcome().wire(), draft.why(), started);
    return draft;
  }

  /** The place of an attempt among the others, and its time. */
  private record When(int number, Instant at, long waitMs, long started) {}

  private void book(
      TurnInHand turn, Plan.Attempt attempt, When when, Draft draft, BigDecimal cost) {
    turn.took(draft.usage(), cost);
    Call.Outcome outcome = draft.outcome();
    turn.went(attempt, outcome.wire());
    books
        .ledger()
        .note(
            new Call(
                turn.ledgerTurn(),
                Call.Purpose.ANSWER,
                when.number(),
                attempt.model().name(),
                attempt.tier().name(),
                outcome,
                draft.why(),
                draft.usage(),
                cost,
                sensitivity(turn, attempt),
                new Call.Timing(
                    when.at(),
                    when.waitMs(),
                    draft.firstMs().map(OptionalLong::of).orElse(OptionalLong.empty()),
                    Elapsed.ms(when.started()))));
  }

  private Draft draft(
      TurnInHand turn, Understood understood, Plan.Attempt attempt, Deadline deadline) {
    return switch (attempt.model().engine()) {
      case Engine.Extractive engine ->
          Quoted.release(
              callers.quote(engine, understood.query(), understood.vector(), attempt.evidence()),
              attempt.evidence(),
              turn.released());
      case Engine.Generative _ when turn.grounded() -> {
        Prompts.Prompt prompt = prompts.grounded(turn, attempt);
        String question = turn.question() + "\n" + understood.query();
        yield new GroundedDraft(check, question, prompt.shown(), turn.released(), turn::tell)
            .write(callers.writer(attempt.model()), prompt.request(), deadline.cancellation());
      }
      case Engine.Generative _ ->
          new FreeDraft(turn.released())
              .write(
                  callers.writer(attempt.model()),
                  prompts.free(turn, attempt),
                  deadline.cancellation());
    };
  }

  private static Sensitivity sensitivity(TurnInHand turn, Plan.Attempt attempt) {
    return Sensitivities.highest(turn.history().sensitivity(), attempt.evidence());
  }

  private static void ended(
      TurnInHand turn, Plan.Attempt attempt, int number, String outcome, String why, long since) {
    turn.tell(
        new AnswerEvent.AttemptEnded(
            number,
            attempt.model().name(),
            attempt.tier().name(),
            outcome,
            why,
            Elapsed.ms(since)));
  }

  /** Empty if the next attempt is to be made. */
  private static Optional<TurnResult> result(
      TurnInHand turn, Plan.Attempt attempt, Draft draft, Reasons reasons, Deadline deadline)
      throws Unanswerable {
    String model = attempt.model().name();
    String tier = attempt.tier().name();
    return switch (draft) {
      case Draft.Accepted _ -> Optional.of(given(turn, attempt, Optional.empty()));
      case Draft.Partial(String reason, var _, var _) ->
          Optional.of(given(turn, attempt, Optional.of(reason)));
      case Draft.NoAnswer(List<Evidence> nearest, var _, var _)
          when attempt.withheld() > 0 || !attempt.model().generative() -> {
        // Another may read what this one was not given, or put together what no sentence says.
        reasons.nothing = Optional.of(new Nothing(attempt, nearest));
        yield Optional.empty();
      }
      case Draft.NoAnswer(List<Evidence> nearest, var _, var _) ->
          Optional.of(turn.refuse(model, tier, Refusal.NO_ANSWER, nearest));
      case Draft.Unsupported _ -> {
        reasons.unsupported = true;
        yield Optional.empty();
      }
      case Draft.Failed(String reason, var _, var _) -> {
        reasons.failed.add(reason);
        yield Optional.empty();
      }
      case Draft.Cancelled _ -> {
        if (deadline.passed() && turn.released().begun()) {
          yield Optional.of(given(turn, attempt, Optional.of("the deadline passed")));
        }
        requireTime(deadline);
        yield Optional.empty();
      }
    };
  }

  /** An answer from less than all evidence says so. */
  private static TurnResult given(
      TurnInHand turn, Plan.Attempt attempt, Optional<String> brokenOff) {
    if (attempt.model().generative()) {
      turn.wrote(attempt);
    }
    List<String> lacks = new ArrayList<>();
    brokenOff.ifPresent(lacks::add);
    if (attempt.withheld() > 0) {
      lacks.add(withheld(attempt));
    }
    return turn.finish(
        attempt.model().name(),
        attempt.tier().name(),
        lacks.isEmpty()
            ? new Answer.End.Complete()
            : new Answer.End.Partial(String.join("; ", lacks)),
        List.of());
  }

  private static String withheld(Plan.Attempt attempt) {
    return "%d of %d passages are above the clearance of tier %s and were not used"
        .formatted(
            attempt.withheld(),
            attempt.withheld() + attempt.evidence().size(),
            attempt.tier().name());
  }

  private static TurnResult refused(TurnInHand turn, Nothing nothing) {
    Plan.Attempt attempt = nothing.attempt();
    boolean inPart = attempt.withheld() > 0;
    return turn.refuse(
        attempt.model().name(),
        attempt.tier().name(),
        inPart ? Refusal.NO_ANSWER_IN_PART.formatted(withheld(attempt)) : Refusal.NO_ANSWER,
        inPart ? turn.found() : nothing.nearest());
  }

  private static TurnResult exhausted(TurnInHand turn, Plan plan, Reasons reasons)
      throws Unanswerable {
    if (reasons.nothing.isPresent()) {
      return refused(turn, reasons.nothing.get());
    }
    if (!reasons.failed.isEmpty()) {
      throw new Unanswerable(Failure.Kind.UPSTREAM, String.join("; ", reasons.failed), "model");
    }
    if (reasons.busy) {
      throw new Unanswerable(
          Failure.Kind.BUSY, "every tier that could answer is full; try again shortly", "model");
    }
    if (reasons.expensive) {
      throw new Unanswerable(
          Failure.Kind.TOO_EXPENSIVE,
          "the attempts that are left would cost more than maxCost",
          "maxCost");
    }
    if (reasons.unsupported) {
      return turn.refuse("none", "none", Refusal.UNSUPPORTED, turn.found());
    }
    return NoAttempt.of(turn, plan);
  }
}

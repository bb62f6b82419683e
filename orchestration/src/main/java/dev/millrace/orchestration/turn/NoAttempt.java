package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.plan.Plan;
import dev.millrace.orchestration.plan.Plan.Rejected;
import dev.millrace.orchestration.plan.Plan.Why;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says why nobody in the fleet was even tried. */
final class NoAttempt {
  /** The first of these that stopped a model is what stopped the answer. */
  private static final List<Why> TELLING =
      List.of(Why.CLEARANCE, Why.TOO_EXPENSIVE, Why.TOO_LONG, Why.BLIND);

  private NoAttempt() {}

  static TurnResult of(TurnInHand turn, Plan plan) throws Unanswerable {
    Set<Why> all = EnumSet.noneOf(Why.class);
    plan.rejected().forEach(one -> all.add(one.why()));
    for (Why why : TELLING) {
      if (all.contains(why)) {
        return stopped(turn, plan, why);
      }
    }
    throw new Unanswerable(
        Failure.Kind.NO_MODEL,
        "no model is configured that can do this: "
            + "the embedded ones quote documents, and nothing is to be quoted here; "
            + "configure a model (millrace.models.…) or ask with ground: always",
        "model");
  }

  private static TurnResult stopped(TurnInHand turn, Plan plan, Why why) throws Unanswerable {
    String reasons =
        plan.rejected().stream()
            .filter(one -> one.why() == why)
            .map(NoAttempt::reason)
            .collect(Collectors.joining("; "));
    if (why == Why.CLEARANCE && turn.grounded()) {
      return turn.refuse("none", "none", Refusal.NOT_CLEARED, turn.found());
    }
    throw switch (why) {
      case CLEARANCE -> new Unanswerable(Failure.Kind.NO_CLEARANCE, reasons, "model");
      case TOO_EXPENSIVE -> new Unanswerable(Failure.Kind.TOO_EXPENSIVE, reasons, "maxCost");
      case TOO_LONG -> new Unanswerable(Failure.Kind.TOO_LONG, reasons, "messages");
      case BLIND -> new Unanswerable(Failure.Kind.NO_VISION, reasons, "messages");
      case NOT_NAMED, OTHER_SKILLS, ONLY_QUOTES ->
          new Unanswerable(Failure.Kind.NO_MODEL, reasons, "model");
    };
  }

  private static String reason(Rejected rejected) {
    return "model " + rejected.model() + ": " + rejected.reason();
  }
}

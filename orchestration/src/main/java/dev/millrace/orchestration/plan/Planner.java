package dev.millrace.orchestration.plan;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.plan.Plan.Attempt;
import dev.millrace.orchestration.plan.Plan.Rejected;
import dev.millrace.orchestration.plan.Plan.Why;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.tier.ModelRole;
import dev.millrace.orchestration.tier.Slots.Load;
import dev.millrace.orchestration.tier.Tier;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Chooses models for an answer. Decides from what it is given alone, so a plan can be repeated. */
public final class Planner {
  /** A token of English is about four characters. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final Fleet fleet;
  private final Function<String, Load> loads;

  /**
   * A planner.
   *
   * @param loads how busy the tier of that name is at the moment
   */
  public Planner(Fleet fleet, Function<String, Load> loads) {
    this.fleet = fleet;
    this.loads = loads;
  }

  /** The fleet that it plans with. */
  public Fleet fleet() {
    return fleet;
  }

  /** Who tries, in order, and who does not and why. */
  public Plan plan(Need need) {
    List<Attempt> attempts = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    for (FleetModel model : fleet.models()) {
      Tier tier = fleet.tierOf(model);
      List<Evidence> evidence = permitted(need.evidence(), tier);
      switch (verdict(model, tier, evidence, need)) {
        case Verdict.Fit(BigDecimal estimate) ->
            attempts.add(
                new Attempt(
                    model,
                    tier,
                    evidence,
                    need.evidence().size() - evidence.size(),
                    estimate,
                    reason(model, tier, need.kind())));
        case Verdict.Unfit(Why why, String reason) ->
            rejected.add(new Rejected(model.name(), tier.name(), why, reason));
      }
    }
    attempts.sort(order(need));
    return new Plan(attempts, rejected, need.ask().policy());
  }

  private sealed interface Verdict {
    record Fit(BigDecimal estimate) implements Verdict {}

    record Unfit(Why why, String reason) implements Verdict {}
  }

  private static List<Evidence> permitted(List<Evidence> evidence, Tier tier) {
    return evidence.stream().filter(one -> tier.clearance().permits(one.sensitivity())).toList();
  }

  private Verdict verdict(FleetModel model, Tier tier, List<Evidence> evidence, Need need) {
    Need.Ask ask = need.ask();
    boolean named = ask.model().filter(model.name()::equals).isPresent();
    boolean lastResort = ask.grounded() && !model.generative();
    if (ask.model().isPresent() && !named && !lastResort) {
      return new Verdict.Unfit(Why.NOT_NAMED, "the request names " + ask.model().get());
    }
    if (!model.generative() && !ask.grounded()) {
      return new Verdict.Unfit(Why.ONLY_QUOTES, "it quotes evidence, and none was asked for");
    }
    if (!named && !model.takes(need.kind())) {
      return new Verdict.Unfit(Why.OTHER_SKILLS, "it is not for " + need.kind().wire());
    }
    if (ask.images() && !model.sees()) {
      return new Verdict.Unfit(Why.BLIND, "it doesn't take images");
    }
    Sensitivity history = need.size().sensitivity();
    if (!tier.clearance().permits(history)) {
      return beyond(tier, "the conversation is " + history.wire());
    }
    if (evidence.isEmpty() && !need.evidence().isEmpty()) {
      return beyond(tier, "all evidence is above that");
    }
    return affordable(model, evidence, need);
  }

  private static Verdict beyond(Tier tier, String what) {
    String cleared = tier.clearance().highest().wire();
    return new Verdict.Unfit(
        Why.CLEARANCE, "tier " + tier.name() + " is cleared for " + cleared + ", " + what);
  }

  private Verdict affordable(FleetModel model, List<Evidence> evidence, Need need) {
    Need.Size size = need.size();
    long conversation = (long) size.inputTokens() + size.outputTokens();
    if (conversation > model.contextTokens()) {
      return new Verdict.Unfit(
          Why.TOO_LONG,
          "question and answer take about %d tokens without evidence, it has room for %d"
              .formatted(conversation, model.contextTokens()));
    }
    long characters = evidence.stream().mapToLong(one -> one.text().length()).sum();
    BigDecimal estimate =
        model
            .price()
            .of(size.inputTokens() + characters / CHARACTERS_PER_TOKEN, size.outputTokens());
    if (need.ask().maxCost().filter(most -> estimate.compareTo(most) > 0).isPresent()) {
      return new Verdict.Unfit(
          Why.TOO_EXPENSIVE,
          "it would cost about %s %s, more than the request allows"
              .formatted(estimate.toPlainString(), fleet.currency()));
    }
    return new Verdict.Fit(estimate);
  }

  private static String reason(FleetModel model, Tier tier, QuestionClass kind) {
    String what =
        model.role() == ModelRole.SPECIALIST ? "specialist for " + kind.wire() : "generalist";
    String how = model.generative() ? "writes" : "quotes";
    return "%s, %s, on %s (%s)".formatted(what, how, tier.name(), tier.hardware().wire());
  }

  /**
   * By who writes or who quotes, as the policy has it; then whole evidence before a part of it;
   * free slots before a queue; specialists; the lower price; the lower pressure; the order of the
   * configuration.
   */
  private Comparator<Attempt> order(Need need) {
    boolean quotesFirst = need.ask().policy() == Policy.ECONOMY && quotable(need.kind());
    return Comparator.comparing((Attempt attempt) -> attempt.model().generative() == quotesFirst)
        .thenComparing(attempt -> attempt.withheld() > 0)
        .thenComparing(attempt -> load(attempt).full())
        .thenComparing(attempt -> attempt.model().role() != ModelRole.SPECIALIST)
        .thenComparing(Attempt::estimate)
        .thenComparingDouble(attempt -> load(attempt).pressure());
  }

  private Load load(Attempt attempt) {
    return loads.apply(attempt.tier().name());
  }

  /** Whether sentences of the documents, as they stand, can be the answer. */
  private static boolean quotable(QuestionClass kind) {
    return switch (kind) {
      case LOOKUP, SUMMARY, HOW_TO -> true;
      case COMPARISON, CODE, CALCULATION, SMALL_TALK, OUT_OF_SCOPE -> false;
    };
  }
}

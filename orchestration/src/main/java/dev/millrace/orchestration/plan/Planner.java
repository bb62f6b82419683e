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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Chooses models for an answer. Decides from what it is given alone, so a plan can be repeated. */
public final class Planner {
  /** A token of English is about four characters. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** What a passage's title and headings take beside its text. */
  private static final int HEAD_TOKENS = 40;

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
    boolean named = named(model, need);
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
    long least = (long) size.requiredTokens() + size.outputTokens() + shortest(evidence);
    if (least > model.contextTokens()) {
      return new Verdict.Unfit(
          Why.TOO_LONG,
          "question, answer and one passage take about %d tokens, it has room for %d"
              .formatted(least, model.contextTokens()));
    }
    long characters = evidence.stream().mapToLong(one -> one.text().length()).sum();
    long history = Math.min(size.historyTokens(), model.contextTokens() - least);
    BigDecimal estimate =
        model
            .price()
            .of(
                size.requiredTokens() + history + characters / CHARACTERS_PER_TOKEN,
                size.outputTokens());
    if (need.ask().maxCost().filter(most -> estimate.compareTo(most) > 0).isPresent()) {
      return new Verdict.Unfit(
          Why.TOO_EXPENSIVE,
          "it would cost about %s %s, more than the request allows"
              .formatted(estimate.toPlainString(), fleet.currency()));
    }
    return new Verdict.Fit(estimate);
  }

  /**
   * Tokens of the shortest passage as it is shown; without any, there is nothing to answer from.
   */
  private static long shortest(List<Evidence> evidence) {
    return evidence.stream()
        .mapToLong(one -> one.text().length() / CHARACTERS_PER_TOKEN + HEAD_TOKENS)
        .min()
        .orElse(0);
  }

  private static String reason(FleetModel model, Tier tier, QuestionClass kind) {
    String what =
        model.role() == ModelRole.SPECIALIST ? "specialist for " + kind.wire() : "generalist";
    String how = model.generative() ? "writes" : "quotes";
    return "%s, %s, on %s (%s)".formatted(what, how, tier.name(), tier.hardware().wire());
  }

  /**
   * The model that was named; then by who writes or who quotes, as the policy has it; then whole
   * evidence before a part of it; free slots before a queue; specialists; the lower price; the
   * lower pressure; the order of the configuration.
   */
  private Comparator<Attempt> order(Need need) {
    boolean quotesFirst = need.ask().policy() == Policy.ECONOMY && quotable(need.kind());
    // At one moment: loads that change while attempts are sorted would leave them in no order.
    Map<String, Load> known = new HashMap<>();
    Function<Attempt, Load> load = one -> known.computeIfAbsent(one.tier().name(), loads);
    return Comparator.comparing((Attempt attempt) -> !named(attempt.model(), need))
        .thenComparing(attempt -> attempt.model().generative() == quotesFirst)
        .thenComparing(attempt -> attempt.withheld() > 0)
        .thenComparing(attempt -> load.apply(attempt).full())
        .thenComparing(attempt -> attempt.model().role() != ModelRole.SPECIALIST)
        .thenComparing(Attempt::estimate)
        .thenComparingDouble(attempt -> load.apply(attempt).pressure());
  }

  private static boolean named(FleetModel model, Need need) {
    return need.ask().model().filter(model.name()::equals).isPresent();
  }

  /** Whether sentences of the documents, as they stand, can be the answer. */
  private static boolean quotable(QuestionClass kind) {
    return switch (kind) {
      case LOOKUP, SUMMARY, HOW_TO -> true;
      case COMPARISON, CODE, CALCULATION, SMALL_TALK, OUT_OF_SCOPE -> false;
    };
  }
}

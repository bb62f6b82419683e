package dev.millrace.orchestration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.model.ModelConnection;
import dev.millrace.orchestration.model.Provider;
import dev.millrace.orchestration.model.Timeouts;
import dev.millrace.orchestration.plan.Plan.Why;
import dev.millrace.orchestration.tier.Engine;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.tier.Hardware;
import dev.millrace.orchestration.tier.ModelRole;
import dev.millrace.orchestration.tier.Price;
import dev.millrace.orchestration.tier.Slots.Load;
import dev.millrace.orchestration.tier.Tier;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Load IDLE = new Load(2, 0, 0);

  private final Map<String, Load> loads = new HashMap<>();

  private static FleetModel model(String name, String tier, int price, int context) {
    return new FleetModel(
        name,
        tier,
        ModelRole.GENERALIST,
        Set.of(),
        engine(name),
        new Price(new BigDecimal(price), new BigDecimal(price)),
        context,
        false);
  }

  private static FleetModel specialist(String name, String tier, int price, QuestionClass skill) {
    return new FleetModel(
        name,
        tier,
        ModelRole.SPECIALIST,
        Set.of(skill),
        engine(name),
        new Price(new BigDecimal(price), new BigDecimal(price)),
        8_000,
        true);
  }

  private static Engine engine(String name) {
    return new Engine.Generative(
        new ModelConnection(
            Provider.OPENAI,
            name,
            URI.create("http://localhost:1/v1"),
            Optional.empty(),
            Timeouts.DEFAULT));
  }

  private static Tier tier(String name, Sensitivity clearance) {
    return new Tier(name, Hardware.CLOUD, 1, 2, new Clearance(clearance));
  }

  private static final Tier GPU = tier("gpu", Sensitivity.RESTRICTED);
  private static final Tier CLOUD = tier("cloud", Sensitivity.INTERNAL);

  private static Fleet fleet(FleetModel... models) {
    return Fleet.with(2, List.of(GPU, CLOUD), List.of(models), "EUR");
  }

  private static Evidence evidence(Sensitivity sensitivity, int length) {
    return new Evidence(
        UUID.randomUUID(),
        "a.txt",
        "file:///a.txt",
        "a",
        Revision.of(new byte[32]),
        UUID.randomUUID(),
        null,
        List.of(),
        0,
        length,
        "x".repeat(length),
        sensitivity,
        1);
  }

  /** A need in the making. */
  private record Wanted(
      QuestionClass kind,
      List<Evidence> evidence,
      Need.Ask ask,
      int historyTokens,
      Sensitivity history) {
    Need need() {
      return new Need(kind, evidence, ask, new Need.Size(100, historyTokens, 1_000, history));
    }

    Wanted kind(QuestionClass other) {
      return new Wanted(other, evidence, ask, historyTokens, history);
    }

    Wanted evidence(Evidence... other) {
      return new Wanted(kind, List.of(other), ask, historyTokens, history);
    }

    Wanted history(int tokens, Sensitivity sensitivity) {
      return new Wanted(kind, evidence, ask, tokens, sensitivity);
    }

    Wanted named(String name) {
      return asked(
          new Need.Ask(
              ask.grounded(), Optional.of(name), ask.images(), ask.policy(), ask.maxCost()));
    }

    Wanted policy(Policy policy) {
      return asked(new Need.Ask(ask.grounded(), ask.model(), ask.images(), policy, ask.maxCost()));
    }

    Wanted most(String cost) {
      return asked(
          new Need.Ask(
              ask.grounded(),
              ask.model(),
              ask.images(),
              ask.policy(),
              Optional.of(new BigDecimal(cost))));
    }

    Wanted images() {
      return asked(new Need.Ask(ask.grounded(), ask.model(), true, ask.policy(), ask.maxCost()));
    }

    Wanted free() {
      Need.Ask other = new Need.Ask(false, ask.model(), ask.images(), ask.policy(), ask.maxCost());
      return new Wanted(kind, List.of(), other, historyTokens, history);
    }

    private Wanted asked(Need.Ask other) {
      return new Wanted(kind, evidence, other, historyTokens, history);
    }
  }

  private static Wanted lookup() {
    return new Wanted(
        QuestionClass.LOOKUP,
        List.of(evidence(Sensitivity.INTERNAL, 400)),
        new Need.Ask(true, Optional.empty(), false, Policy.QUALITY, Optional.empty()),
        0,
        Sensitivity.PUBLIC);
  }

  private Plan plan(Fleet fleet, Wanted wanted) {
    return new Planner(fleet, tier -> loads.getOrDefault(tier, IDLE)).plan(wanted.need());
  }

  private static List<String> order(Plan plan) {
    return plan.attempts().stream().map(attempt -> attempt.model().name()).toList();
  }

  private static Why why(Plan plan, String model) {
    return plan.against(model).orElseThrow().why();
  }

  private static final FleetModel CHEAP = model("cheap", "gpu", 1, 8_000);
  private static final FleetModel DEAR = model("dear", "cloud", 9, 8_000);

  @Test
  void forQualityWhoWritesGoesFirstAndCheapBeforeDear() {
    assertThat(order(plan(fleet(DEAR, CHEAP), lookup())))
        .containsExactly("cheap", "dear", Fleet.LOOKUP);
  }

  @Test
  void forEconomyWhoQuotesGoesFirstWhereQuotingCanAnswer() {
    Fleet fleet = fleet(DEAR, CHEAP);
    Wanted economy = lookup().policy(Policy.ECONOMY);

    assertThat(order(plan(fleet, economy))).containsExactly(Fleet.LOOKUP, "cheap", "dear");
    assertThat(order(plan(fleet, economy.kind(QuestionClass.SUMMARY))))
        .containsExactly(Fleet.SUMMARY, "cheap", "dear");
    assertThat(order(plan(fleet, economy.kind(QuestionClass.COMPARISON))))
        .containsExactly("cheap", "dear", Fleet.SUMMARY);
  }

  @Test
  void aSpecialistGoesBeforeAGeneralistForItsSkillOnly() {
    Fleet fleet = fleet(CHEAP, specialist("coder", "gpu", 5, QuestionClass.CODE));

    assertThat(order(plan(fleet, lookup().kind(QuestionClass.CODE)))).startsWith("coder", "cheap");
    assertThat(why(plan(fleet, lookup()), "coder")).isEqualTo(Why.OTHER_SKILLS);
  }

  @Test
  void aFullTierGoesBehindAndOfTwoFreeOnesTheIdler() {
    FleetModel same = model("same", "cloud", 1, 8_000);
    loads.put("gpu", new Load(2, 2, 0));
    assertThat(order(plan(fleet(CHEAP, DEAR), lookup()))).startsWith("dear", "cheap");

    loads.put("gpu", new Load(2, 1, 0));
    assertThat(order(plan(fleet(CHEAP, same), lookup()))).startsWith("same", "cheap");
  }

  @Test
  void loadsThatChangeMeanwhileChangeNoPlan() {
    int[] asked = new int[1];
    FleetModel[] many = new FleetModel[60];
    for (int i = 0; i < many.length; i++) {
      many[i] = model("m" + i, i % 2 == 0 ? "gpu" : "cloud", 1, 8_000);
    }
    Plan plan =
        new Planner(fleet(many), tier -> new Load(2, asked[0]++ % 3, 0)).plan(lookup().need());

    assertThat(plan.attempts()).hasSize(61);
    assertThat(asked[0]).isLessThanOrEqualTo(3);
  }

  @Test
  void whoMayReadAllGoesFirst() {
    Wanted mixed =
        lookup()
            .evidence(evidence(Sensitivity.CONFIDENTIAL, 400), evidence(Sensitivity.PUBLIC, 400));
    Plan plan = plan(fleet(model("outside", "cloud", 0, 8_000), CHEAP), mixed);

    assertThat(order(plan)).containsExactly("cheap", "outside", Fleet.LOOKUP);
    assertThat(plan.attempts().get(1).withheld()).isEqualTo(1);
    assertThat(plan.attempts().get(1).evidence())
        .extracting(Evidence::sensitivity)
        .containsExactly(Sensitivity.PUBLIC);
  }

  @Test
  void clearanceIsForEvidenceAndHistory() {
    Fleet fleet = fleet(DEAR);
    Plan evidence = plan(fleet, lookup().evidence(evidence(Sensitivity.CONFIDENTIAL, 400)));
    Plan history = plan(fleet, lookup().history(10, Sensitivity.CONFIDENTIAL));

    assertThat(why(evidence, "dear")).isEqualTo(Why.CLEARANCE);
    assertThat(evidence.against("dear").orElseThrow().reason())
        .isEqualTo("tier cloud is cleared for internal, all evidence is above that");
    assertThat(why(history, "dear")).isEqualTo(Why.CLEARANCE);
    assertThat(order(history)).containsExactly(Fleet.LOOKUP);
  }

  @Test
  void theNamedModelGoesFirstAndQuotesAreTheLastResort() {
    Fleet fleet = fleet(CHEAP, DEAR);
    for (Policy policy : Policy.values()) {
      Plan plan = plan(fleet, lookup().policy(policy).named("dear"));
      assertThat(order(plan)).containsExactly("dear", Fleet.LOOKUP);
      assertThat(why(plan, "cheap")).isEqualTo(Why.NOT_NAMED);
    }
    assertThat(order(plan(fleet, lookup().named(Fleet.SUMMARY)))).startsWith(Fleet.SUMMARY);
    assertThat(order(plan(fleet, lookup().free().named("dear")))).containsExactly("dear");
  }

  @Test
  void whatWouldCostTooMuchIsNotTried() {
    // 100 + 400 / 4 tokens in and 1,000 out, at 1 for a million.
    assertThat(order(plan(fleet(CHEAP, DEAR), lookup().most("0.0012"))))
        .containsExactly("cheap", Fleet.LOOKUP);
    Plan plan = plan(fleet(CHEAP, DEAR), lookup().most("0.001199"));
    assertThat(order(plan)).containsExactly(Fleet.LOOKUP);
    assertThat(why(plan, "cheap")).isEqualTo(Why.TOO_EXPENSIVE);
  }

  @Test
  void whatHasToBeReadMustFitButHistoryNeedNot() {
    FleetModel small = model("small", "gpu", 1, 1_300);

    assertThat(order(plan(fleet(small), lookup().history(9_000, Sensitivity.PUBLIC))))
        .containsExactly("small", Fleet.LOOKUP);
    Plan tooLong = plan(fleet(small), lookup().evidence(evidence(Sensitivity.PUBLIC, 800)));
    assertThat(why(tooLong, "small")).isEqualTo(Why.TOO_LONG);
  }

  @Test
  void imagesNeedEyesAndQuotesNeedEvidence() {
    Fleet fleet = fleet(CHEAP, specialist("eyes", "gpu", 1, QuestionClass.LOOKUP));
    Plan images = plan(fleet, lookup().images());
    Plan free = plan(fleet, lookup().free());

    assertThat(order(images)).containsExactly("eyes");
    assertThat(why(images, "cheap")).isEqualTo(Why.BLIND);
    assertThat(why(free, Fleet.LOOKUP)).isEqualTo(Why.ONLY_QUOTES);
  }
}

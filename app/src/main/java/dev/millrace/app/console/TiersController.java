package dev.millrace.app.console;

import dev.millrace.app.console.TiersPage.ModelCard;
import dev.millrace.app.console.TiersPage.TierCard;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.ledger.CallLedger;
import dev.millrace.orchestration.ledger.ModelUse;
import dev.millrace.orchestration.tier.Engine;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.tier.ModelRole;
import dev.millrace.orchestration.tier.Price;
import dev.millrace.orchestration.tier.Slots;
import dev.millrace.orchestration.tier.Tier;
import dev.millrace.orchestration.turn.Callers;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tiers and models of this server, how busy they are, and how they did in the last hour. */
@Controller("/console/tiers")
@RequiresScope(Scope.SEARCH)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class TiersController {
  private static final Duration LATELY = Duration.ofHours(1);

  /** From this share of failed calls on a model is called failing. */
  private static final double FAILING = 0.5;

  private final Fleet fleet;
  private final Callers callers;
  private final CallLedger ledger;
  private final InstantSource clock;
  private final Navigation navigation;
  private final Templates templates;

  TiersController(
      Fleet fleet,
      Callers callers,
      CallLedger ledger,
      InstantSource clock,
      Navigation navigation,
      Templates templates) {
    this.fleet = fleet;
    this.callers = callers;
    this.ledger = ledger;
    this.clock = clock;
    this.navigation = navigation;
    this.templates = templates;
  }

  /** Shows all tiers. */
  @Get
  HttpResponse<?> show(Visit visit) {
    Map<String, ModelUse> use =
        ledger.use(visit.caller().workspace(), clock.instant().minus(LATELY)).stream()
            .collect(Collectors.toMap(ModelUse::model, Function.identity()));
    return templates.page(
        "tiers.jte",
        new TiersPage(
            navigation.shell(visit, Section.TIERS, "Tiers & models"),
            fleet.tiers().stream().map(tier -> card(tier, use)).toList()));
  }

  private TierCard card(Tier tier, Map<String, ModelUse> use) {
    Slots.Load load = callers.load(tier.name());
    return new TierCard(
        tier.name(),
        tier.hardware().wire().replace('-', ' '),
        Amounts.count(tier.replicas(), "replica", "replicas")
            + " with "
            + Amounts.count(tier.slots(), "slot", "slots"),
        load.capacity(),
        load.busy(),
        load.waiting(),
        tier.clearance().highest().wire(),
        fleet.models().stream()
            .filter(model -> model.tier().equals(tier.name()))
            .map(model -> card(model, use.get(model.name())))
            .toList());
  }

  private ModelCard card(FleetModel model, @Nullable ModelUse use) {
    long calls = use == null ? 0 : use.calls();
    long failures = use == null ? 0 : use.failures();
    boolean failing = calls > 0 && failures >= FAILING * calls;
    return new ModelCard(
        model.name(),
        model.role().wire(),
        provider(model.engine()),
        model.role() == ModelRole.GENERALIST ? "everything" : skills(model),
        price(model.price()),
        calls == 0 ? "idle" : failing ? "failing" : "working",
        calls == 0 ? "" : failing ? "bad" : "good",
        calls,
        failures,
        use == null ? "" : Amounts.milliseconds(use.medianMs()));
  }

  private static String provider(Engine engine) {
    return switch (engine) {
      case Engine.Extractive _ -> "inside this process";
      case Engine.Generative(var connection) ->
          connection.provider().name().toLowerCase(Locale.ROOT)
              + " at "
              + connection.url().getAuthority();
    };
  }

  private static String skills(FleetModel model) {
    List<String> names =
        model.skills().stream().map(skill -> skill.wire().replace('_', ' ')).sorted().toList();
    return String.join(", ", names);
  }

  private String price(Price price) {
    return price.input().signum() == 0 && price.output().signum() == 0
        ? "free"
        : price.input().toPlainString()
            + " in, "
            + price.output().toPlainString()
            + " out "
            + fleet.currency()
            + "/M tokens";
  }
}

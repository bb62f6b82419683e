package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.model.ModelConnection;
import dev.millrace.orchestration.model.Provider;
import dev.millrace.orchestration.model.Timeouts;
import dev.millrace.orchestration.tier.Engine;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.tier.Hardware;
import dev.millrace.orchestration.tier.ModelRole;
import dev.millrace.orchestration.tier.Price;
import dev.millrace.orchestration.tier.Tier;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fleets for tests: tiers of a few slots, and generalists behind one address. */
final class Fleets {
  /** Two euros for a million tokens read, ten for a million written. */
  static final Price PRICE = new Price(new BigDecimal("2"), new BigDecimal("10"));

  /** Long enough for a busy machine. */
  private static final Timeouts PATIENT =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30));

  private Fleets() {}

  static Tier tier(String name, int slots, Sensitivity clearance) {
    return new Tier(name, Hardware.SMALL_GPU, 1, slots, new Clearance(clearance));
  }

  static FleetModel writer(String name, String tier, URI url) {
    return writer(name, tier, url, PATIENT);
  }

  /** One that is given up after that time without a token. */
  static FleetModel impatient(String name, String tier, URI url, Duration silence) {
    return writer(
        name, tier, url, new Timeouts(PATIENT.connect(), silence, silence, PATIENT.whole()));
  }

  private static FleetModel writer(String name, String tier, URI url, Timeouts timeouts) {
    return new FleetModel(
        name,
        tier,
        ModelRole.GENERALIST,
        Set.of(),
        new Engine.Generative(
            new ModelConnection(Provider.OPENAI, name, url, Optional.empty(), timeouts)),
        PRICE,
        8_192,
        false);
  }

  static Fleet of(List<Tier> tiers, FleetModel... models) {
    return Fleet.with(2, tiers, List.of(models), "EUR");
  }
}

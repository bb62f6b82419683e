package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.extract.Extract;
import dev.millrace.orchestration.extract.ExtractiveLookup;
import dev.millrace.orchestration.extract.ExtractiveSummary;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.model.ChatModel;
import dev.millrace.orchestration.model.ChatModels;
import dev.millrace.orchestration.tier.Engine;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.tier.Slots;
import dev.millrace.orchestration.tier.Tier;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.Evidence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fleet at work: a client for each model that writes, the ones that quote, and the permits. */
public final class Callers implements AutoCloseable {
  private final Map<String, Slots> slots = new LinkedHashMap<>();
  private final Map<String, ChatModel> models = new LinkedHashMap<>();
  private final Waits waits;
  private final ExtractiveLookup lookup;
  private final ExtractiveSummary summary;

  /**
   * How long an attempt waits for a slot of its tier.
   *
   * @param brief while there is another attempt to make
   * @param last where there is none
   */
  public record Waits(Duration brief, Duration last) {
    public static final Waits DEFAULT = new Waits(Duration.ofMillis(500), Duration.ofSeconds(30));

    public Waits {
      if (brief.isNegative() || last.isNegative()) {
        throw new IllegalArgumentException("a wait is not negative");
      }
    }

    Duration of(boolean isLast) {
      return isLast ? last : brief;
    }
  }

  /** Opens a client for each model; connects to none. */
  public Callers(Fleet fleet, Embedder embedder) {
    this(fleet, embedder, Waits.DEFAULT);
  }

  /** The same with other waits. */
  public Callers(Fleet fleet, Embedder embedder, Waits waits) {
    requireNonNull(embedder, "embedder");
    this.waits = requireNonNull(waits, "waits");
    fleet.tiers().forEach(tier -> slots.put(tier.name(), new Slots(tier.capacity())));
    for (FleetModel model : fleet.models()) {
      if (model.engine() instanceof Engine.Generative(var connection)) {
        models.put(model.name(), ChatModels.open(connection));
      }
    }
    lookup = new ExtractiveLookup(embedder);
    summary = new ExtractiveSummary(embedder);
  }

  /** How busy the tier of that name is. */
  public Slots.Load load(String tier) {
    return slotsOf(tier).load();
  }

  Waits waits() {
    return waits;
  }

  Optional<Slots.Permit> permit(Tier tier, Duration atMost, Cancellation cancellation) {
    return slotsOf(tier.name()).acquire(atMost, cancellation);
  }

  private Slots slotsOf(String tier) {
    Slots found = slots.get(tier);
    if (found == null) {
      throw new IllegalArgumentException("no tier is called " + tier);
    }
    return found;
  }

  ChatModel writer(FleetModel model) {
    ChatModel found = models.get(model.name());
    if (found == null) {
      throw new IllegalArgumentException("model " + model.name() + " does not write");
    }
    return found;
  }

  Extract quote(
      Engine.Extractive engine, String question, float[] vector, List<Evidence> evidence) {
    return switch (engine) {
      case LOOKUP -> lookup.answer(question, vector, evidence);
      case SUMMARY -> summary.answer(question, vector, evidence);
    };
  }

  @Override
  public void close() {
    models.values().forEach(ChatModel::close);
  }
}

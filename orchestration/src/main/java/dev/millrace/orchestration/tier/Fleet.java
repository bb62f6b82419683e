package dev.millrace.orchestration.tier;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.retrieval.corpus.Clearance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All tiers and models. The embedded specialists are always there: they need no service, and what
 * they read does not leave the process.
 *
 * @param tiers in the order of the configuration, after the embedded one
 * @param models in the order of the configuration, after the embedded ones
 * @param currency of all prices, as ISO 4217 has it
 */
public record Fleet(List<Tier> tiers, List<FleetModel> models, String currency) {
  /** The tier of this process. */
  public static final String EMBEDDED = "cpu";

  public static final String LOOKUP = "extractive-lookup";
  public static final String SUMMARY = "extractive-summary";

  public Fleet {
    tiers = List.copyOf(tiers);
    models = List.copyOf(models);
    requireNonNull(currency, "currency");
    Set<String> names = new HashSet<>();
    tiers.forEach(tier -> once(names, tier.name(), "tier"));
    Set<String> modelNames = new HashSet<>();
    for (FleetModel model : models) {
      once(modelNames, model.name(), "model");
      if (!names.contains(model.tier())) {
        throw new IllegalArgumentException(
            "model " + model.name() + " is on tier " + model.tier() + ", which is not configured");
      }
    }
  }

  private static void once(Set<String> names, String name, String what) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("two times a " + what + " " + name);
    }
  }

  /**
   * The embedded specialists, and these.
   *
   * @param cores how many extractive answers are made at a time
   */
  public static Fleet with(int cores, List<Tier> tiers, List<FleetModel> models, String currency) {
    List<Tier> allTiers = new ArrayList<>();
    if (tiers.stream().noneMatch(tier -> tier.name().equals(EMBEDDED))) {
      allTiers.add(new Tier(EMBEDDED, Hardware.CPU, 1, cores, Clearance.ALL));
    }
    allTiers.addAll(tiers);
    List<FleetModel> allModels = new ArrayList<>();
    allModels.add(
        embedded(
            LOOKUP,
            Engine.Extractive.LOOKUP,
            EnumSet.complementOf(EnumSet.of(QuestionClass.SUMMARY, QuestionClass.COMPARISON))));
    allModels.add(
        embedded(
            SUMMARY,
            Engine.Extractive.SUMMARY,
            EnumSet.of(QuestionClass.SUMMARY, QuestionClass.COMPARISON)));
    allModels.addAll(models);
    return new Fleet(allTiers, allModels, currency);
  }

  private static FleetModel embedded(
      String name, Engine.Extractive engine, Set<QuestionClass> skills) {
    return new FleetModel(
        name, EMBEDDED, ModelRole.SPECIALIST, skills, engine, Price.FREE, Integer.MAX_VALUE, false);
  }

  /** The model of that name. */
  public Optional<FleetModel> model(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** The tier that serves a model of this fleet. */
  public Tier tierOf(FleetModel model) {
    return tiers.stream()
        .filter(tier -> tier.name().equals(model.tier()))
        .findFirst()
        .orElseThrow();
  }
}

package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.KnownSettings;
import dev.millrace.app.settings.Settings;
import dev.millrace.orchestration.classify.QuestionClass;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads tiers and models from the settings. */
record ConfiguredFleet(Settings settings) {
  private static final String TIERS = "millrace.tiers";
  private static final String MODELS = "millrace.models";

  /**
   * The fleet.
   *
   * @throws StartupException naming the setting that is missing or contradicts another
   */
  Fleet fleet() {
    List<Tier> tiers = settings.names(TIERS).stream().map(this::tier).toList();
    List<FleetModel> models = settings.names(MODELS).stream().map(this::model).toList();
    try {
      return Fleet.with(
          Runtime.getRuntime().availableProcessors(),
          tiers,
          models,
          settings.text("millrace.currency").orElseThrow());
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "The fleet cannot work: " + e.getMessage() + ".",
          "Correct " + TIERS + ".… and " + MODELS + ".….",
          e);
    }
  }

  /**
   * The model that makes follow-up questions stand alone; empty if none is named.
   *
   * @throws StartupException if the fleet has none of that name that writes
   */
  Optional<FleetModel> rewriter(Fleet fleet) {
    return settings
        .text(KnownSettings.REWRITER)
        .map(
            name ->
                fleet
                    .model(name)
                    .filter(FleetModel::generative)
                    .orElseThrow(
                        () ->
                            new StartupException(
                                KnownSettings.REWRITER
                                    + " names "
                                    + name
                                    + ", and no model that writes is configured by that name.",
                                "Name one of " + MODELS + ", or remove the line.")));
  }

  private Tier tier(String name) {
    String key = TIERS + "." + name + ".";
    return new Tier(
        name,
        Hardware.of(required(key + "hardware")),
        settings.count(key + "replicas"),
        settings.count(key + "slots"),
        new Clearance(Sensitivity.of(required(key + "clearance"))));
  }

  private FleetModel model(String name) {
    String key = MODELS + "." + name + ".";
    ModelRole role = ModelRole.of(required(key + "role"));
    Set<QuestionClass> skills =
        settings.list(key + "skills").stream().map(QuestionClass::of).collect(Collectors.toSet());
    if (role == ModelRole.SPECIALIST && skills.isEmpty()) {
      throw missing(key + "skills", "model " + name + " is a specialist");
    }
    return new FleetModel(
        name,
        required(key + "tier"),
        role,
        skills,
        new Engine.Generative(connection(name, key)),
        new Price(
            new BigDecimal(required(key + "price-input")),
            new BigDecimal(required(key + "price-output"))),
        settings.count(key + "context"),
        Boolean.parseBoolean(required(key + "images")));
  }

  private ModelConnection connection(String name, String key) {
    Provider provider = Provider.valueOf(required(key + "provider").toUpperCase(Locale.ROOT));
    String url = settings.text(key + "url").orElseGet(() -> usualUrl(provider, key));
    try {
      return new ModelConnection(
          provider,
          settings.text(key + "model").orElse(name),
          URI.create(url),
          settings.text(key + "api-key"),
          new Timeouts(
              settings.duration(key + "connect-timeout"),
              settings.duration(key + "first-token-timeout"),
              settings.duration(key + "token-timeout"),
              settings.duration(key + "call-timeout")));
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "Model " + name + " cannot be reached: " + e.getMessage() + ".",
          "Correct " + key + "….",
          e);
    }
  }

  private static String usualUrl(Provider provider, String key) {
    return switch (provider) {
      case OPENAI -> "https://api.openai.com/v1";
      case OLLAMA -> "http://localhost:11434";
      case ANTHROPIC -> "https://api.anthropic.com/v1";
      case AZURE -> throw missing(key + "url", "Azure has a URL for each customer");
    };
  }

  private String required(String key) {
    return settings.text(key).orElseThrow(() -> missing(key, "it has no default"));
  }

  private static StartupException missing(String key, String why) {
    return new StartupException(
        key + " is not set, and " + why + ".",
        "Set it; ./millrace serve --help says what it takes.");
  }
}

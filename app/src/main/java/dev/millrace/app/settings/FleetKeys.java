package dev.millrace.app.settings;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of tiers and models. */
final class FleetKeys {
  static final String REWRITER = "millrace.rewriter";

  private static final int MOST_MACHINES = 10_000;
  private static final int MOST_TOKENS = 10_000_000;

  private static final List<String> CLASSES =
      List.of("lookup", "summary", "comparison", "how_to", "code", "calculation", "small_talk");

  private FleetKeys() {}

  static List<Setting> all() {
    return List.of(
        new Setting(
            KnownSettings.CURRENCY,
            new ValueKind.Text("a currency, like USD"),
            "USD",
            "Currency of all prices and costs."),
        new Setting(
            REWRITER,
            new ValueKind.Text("the name of a model"),
            null,
            "Model that makes follow-up questions stand alone; none is needed for it."),
        tier(
            "hardware",
            new ValueKind.OneOf(List.of("cpu", "small-gpu", "large-gpu", "cloud")),
            null,
            "What the tier's machines are; must be set."),
        tier(
            "clearance",
            new ValueKind.OneOf(List.of("public", "internal", "confidential", "restricted")),
            null,
            "The most sensitive text that may be sent to the tier; must be set."),
        tier("replicas", new ValueKind.Count(1, MOST_MACHINES), "1", "Machines of the tier."),
        tier(
            "slots",
            new ValueKind.Count(1, MOST_MACHINES),
            "4",
            "Calls that a machine of the tier takes at a time."),
        model(
            "tier", new ValueKind.Text("the name of a tier"), null, "Where it runs; must be set."),
        model(
            "provider",
            new ValueKind.OneOf(List.of("openai", "ollama", "azure", "anthropic")),
            "openai",
            "Whose API its server speaks; openai is every compatible server's."),
        model(
            "model",
            new ValueKind.Text("a name that the server knows"),
            null,
            "What its server calls the model; its name here unless set."),
        model(
            "url",
            new ValueKind.Text("an http or https URL"),
            null,
            "Base of the API; the provider's own unless set."),
        model("api-key", new ValueKind.Secret("the provider's key"), null, "Key for the provider."),
        model(
            "role",
            new ValueKind.OneOf(List.of("generalist", "specialist")),
            "generalist",
            "A specialist is used for its skills alone."),
        model("skills", new ValueKind.SomeOf(CLASSES), null, "What a specialist is for."),
        model(
            "context",
            new ValueKind.Count(512, MOST_TOKENS),
            "8192",
            "Tokens that it reads and writes in one call."),
        model(
            "images",
            new ValueKind.OneOf(List.of("true", "false")),
            "false",
            "Whether it can see."),
        model("price-input", new ValueKind.Amount(), "0", "Price of a million tokens read."),
        model("price-output", new ValueKind.Amount(), "0", "Price of a million tokens written."),
        timeout("connect-timeout", "10s", "Longest wait for a connection."),
        timeout("first-token-timeout", "60s", "Longest wait for the first token."),
        timeout("token-timeout", "20s", "Longest wait for each further token."),
        timeout("call-timeout", "5m", "Longest time of a whole call."));
  }

  private static Setting tier(String name, ValueKind kind, @Nullable String standard, String what) {
    return new Setting("millrace.tiers.*." + name, kind, standard, what);
  }

  private static Setting model(
      String name, ValueKind kind, @Nullable String standard, String what) {
    return new Setting("millrace.models.*." + name, kind, standard, what);
  }

  private static Setting timeout(String name, String standard, String what) {
    return model(
        name, new ValueKind.Time(Duration.ofMillis(100), Duration.ofHours(1)), standard, what);
  }
}

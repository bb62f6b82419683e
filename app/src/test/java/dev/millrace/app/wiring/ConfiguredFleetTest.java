package dev.millrace.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.Settings;
import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.model.Provider;
import dev.millrace.orchestration.tier.Engine;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.tier.ModelRole;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredFleetTest {
  private static final Path EXAMPLES = Path.of("../docker/examples");

  @TempDir Path home;

  private Fleet example(String name) throws IOException {
    Files.copy(EXAMPLES.resolve(name), home.resolve("millrace.yml"));
    Settings settings =
        Settings.load(
            Map.of("millrace.home", home.toString()),
            Map.of(),
            name.contains("cloud")
                ? Map.of("MILLRACE_MODELS_CLOUD_API_KEY", "sk-not-a-real-key")
                : Map.of());
    return new ConfiguredFleet(settings).fleet();
  }

  private static Fleet of(Map<String, String> settings) {
    return new ConfiguredFleet(Settings.of(settings, "the test")).fleet();
  }

  private static Map<String, String> good() {
    Map<String, String> settings = new HashMap<>();
    settings.put("millrace.tiers.gpu.hardware", "large-gpu");
    settings.put("millrace.tiers.gpu.clearance", "confidential");
    settings.put("millrace.models.big.tier", "gpu");
    return settings;
  }

  @Test
  void nothingConfiguredIsTheEmbeddedSpecialists() {
    Fleet fleet = of(Map.of());

    assertThat(fleet.models())
        .extracting(FleetModel::name)
        .containsExactly(Fleet.LOOKUP, Fleet.SUMMARY);
    assertThat(fleet.tiers()).hasSize(1);
    assertThat(fleet.currency()).isEqualTo("USD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"extractive.yml", "ollama.yml"})
  void examplesWork(String name) throws IOException {
    assertThat(example(name).models()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void anExampleSaysWhatItMeans() throws IOException {
    Fleet fleet = example("vllm-and-cloud.yml");

    FleetModel writer = fleet.model("house-writer").orElseThrow();
    assertThat(writer.role()).isEqualTo(ModelRole.SPECIALIST);
    assertThat(writer.skills())
        .containsExactlyInAnyOrder(QuestionClass.SUMMARY, QuestionClass.COMPARISON);
    assertThat(fleet.tierOf(writer).capacity()).isEqualTo(16);
    FleetModel cloud = fleet.model("cloud").orElseThrow();
    assertThat(fleet.tierOf(cloud).clearance().permits(Sensitivity.CONFIDENTIAL)).isFalse();
    assertThat(cloud.price().of(1_000_000, 500_000)).isEqualByComparingTo("1.20");
    assertThat(cloud.engine())
        .isInstanceOfSatisfying(
            Engine.Generative.class,
            engine -> {
              assertThat(engine.connection().provider()).isEqualTo(Provider.OPENAI);
              assertThat(engine.connection().model()).isEqualTo("gpt-4.1-mini");
              assertThat(engine.connection().apiKey()).contains("sk-not-a-real-key");
              assertThat(engine.connection().toString()).doesNotContain("sk-not");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "millrace.tiers.gpu.clearance, '', millrace.tiers.gpu.clearance is not set",
    "millrace.models.big.tier, gone, 'model big is on tier gone, which is not configured'",
    "millrace.models.big.role, specialist, millrace.models.big.skills is not set",
    "millrace.models.big.provider, azure, millrace.models.big.url is not set",
    "millrace.models.big.url, ftp://models.example, http",
    "millrace.models.extractive-lookup.tier, gpu, two times a model extractive-lookup",
  })
  void saysWhatContradicts(String key, String value, String said) {
    Map<String, String> settings = good();
    if (value.isEmpty()) {
      settings.remove(key);
    } else {
      settings.put(key, value);
    }
    assertThatThrownBy(() -> of(settings))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({
    "millrace.tiers.gpu.slot, 4, millrace.tiers.*.slots",
    "millrace.models.big.prize-input, 1, millrace.models.*.price-input",
    "millrace.models.Big.tier, gpu, millrace.models.*.tier",
    "millrace.models.big.skills, 'lookup, dancing', \"dancing\"",
    "millrace.tiers.gpu.slots, 0, out of range",
    "millrace.models.big.price-input, -1, not an amount",
    "millrace.tiers.gpu.clearance, secret, none of them",
  })
  void anUnknownKeyOrValueStopsTheStart(String key, String value, String said) {
    Map<String, String> settings = good();
    settings.put(key, value);
    assertThatThrownBy(() -> of(settings))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(said);
  }
}

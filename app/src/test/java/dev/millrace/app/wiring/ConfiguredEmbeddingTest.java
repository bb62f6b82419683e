package dev.millrace.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.EmbeddingKeys;
import dev.millrace.app.settings.Settings;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.embedding.EmbeddingModel;
import dev.millrace.retrieval.embedding.RemoteModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredEmbeddingTest {
  private static Map<String, String> good() {
    Map<String, String> settings = new HashMap<>();
    settings.put("millrace.embedding.provider", "openai");
    settings.put("millrace.embedding.model", "text-embedding-3-small");
    settings.put("millrace.embedding.dimension", "1536");
    settings.put("millrace.embedding.clearance", "internal");
    return settings;
  }

  private static Optional<EmbeddingModel> of(Map<String, String> settings) {
    return new ConfiguredEmbedding(Settings.of(settings, "the test"), EmbeddingKeys.PREFIX)
        .remote();
  }

  private static RemoteModel remote(Map<String, String> settings) {
    return ((EmbeddingModel.Remote) of(settings).orElseThrow()).model();
  }

  @Test
  void isTheOneThatShipsUnlessAServerIsSet() {
    assertThat(of(Map.of())).isEmpty();
  }

  @Test
  void readsAServer() {
    RemoteModel model = remote(good());

    assertThat(model.server().asked().url()).hasToString("https://api.openai.com/v1");
    assertThat(model.space().model()).isEqualTo("text-embedding-3-small");
    assertThat(model.space().dimension()).isEqualTo(1536);
    assertThat(model.clearance().highest()).isEqualTo(Sensitivity.INTERNAL);
    assertThat(model.server().asked().apiKey()).isEmpty();
  }

  @Test
  void putsABlankBehindAPrefixAndTheSpaceApart() {
    Map<String, String> settings = good();
    settings.put("millrace.embedding.provider", "ollama");
    settings.put("millrace.embedding.query-prefix", "search_query: ");
    settings.put("millrace.embedding.passage-prefix", "search_document:");

    RemoteModel model = remote(settings);

    assertThat(model.server().asked().url()).hasToString("http://localhost:11434");
    assertThat(model.space().queryPrefix()).isEqualTo("search_query: ");
    assertThat(model.passagePrefix()).isEqualTo("search_document: ");
    assertThat(model.space()).isNotEqualTo(remote(good()).space());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "dimension", "clearance"})
  void namesWhatIsMissing(String key) {
    Map<String, String> settings = good();
    settings.remove("millrace.embedding." + key);

    assertThatThrownBy(() -> of(settings))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("millrace.embedding." + key);
  }

  @ParameterizedTest
  @CsvSource({
    "url, not a url at all",
    "url, ftp://host/v1",
    "url, https://user:password@host/v1",
    "dimension, 5000",
    "clearance, secret",
    "timeout, soon",
    "max-tokens, 100"
  })
  void refusesWhatCannotWork(String key, String value) {
    Map<String, String> settings = good();
    settings.put("millrace.embedding." + key, value);

    assertThatThrownBy(() -> of(settings)).isInstanceOf(StartupException.class);
  }
}

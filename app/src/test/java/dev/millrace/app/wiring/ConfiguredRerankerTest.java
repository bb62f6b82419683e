package dev.millrace.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.Settings;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.rerank.RerankApi;
import dev.millrace.retrieval.rerank.RerankModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredRerankerTest {
  @TempDir private Path folder;

  private static ConfiguredReranker of(Map<String, String> settings) {
    Map<String, String> full = new HashMap<>();
    settings.forEach((key, value) -> full.put("millrace.reranker." + key, value));
    return new ConfiguredReranker(Settings.of(full, "the test"));
  }

  private static Map<String, String> cohere() {
    return Map.of("provider", "cohere", "model", "rerank-v3.5", "clearance", "internal");
  }

  @Test
  void isNoneUnlessOneIsSet() {
    assertThat(of(Map.of()).open(folder)).isEmpty();
    assertThat(of(Map.of()).terms().depth()).isEqualTo(30);
    assertThat(of(Map.of()).terms().budget()).isEqualTo(Duration.ofMillis(300));
    assertThat(of(Map.of()).terms().percent()).isEqualTo(50);
  }

  @Test
  void readsAServer() {
    RerankModel.Remote model = (RerankModel.Remote) of(cohere()).model().orElseThrow();

    assertThat(model.api()).isEqualTo(RerankApi.COHERE);
    assertThat(model.server().endpoint()).hasToString("https://api.cohere.com/v2/rerank");
    assertThat(model.clearance().highest()).isEqualTo(Sensitivity.INTERNAL);
  }

  @Test
  void needsNoNameForAServerOfOneModel() {
    RerankModel.Remote model =
        (RerankModel.Remote)
            of(Map.of("provider", "tei", "url", "http://gpu:8080/", "clearance", "restricted"))
                .model()
                .orElseThrow();

    assertThat(model.server().endpoint()).hasToString("http://gpu:8080/rerank");
  }

  @Test
  void findsTheTokenizerBesideTheFile() throws IOException {
    Map<String, String> onnx =
        Map.of("provider", "onnx", "model", folder.resolve("model.onnx").toString());
    assertThatThrownBy(() -> of(onnx).model())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("neither a tokenizer.json nor a vocab.txt");

    Path vocabulary = Files.createFile(folder.resolve("vocab.txt"));
    assertThat(of(onnx).model().orElseThrow())
        .isEqualTo(new RerankModel.File(folder.resolve("model.onnx"), vocabulary, 512));
    Path json = Files.createFile(folder.resolve("tokenizer.json"));
    assertThat(((RerankModel.File) of(onnx).model().orElseThrow()).tokenizer()).isEqualTo(json);

    assertThatThrownBy(() -> of(onnx).open(folder.resolve("native")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("there is no file " + folder.resolve("model.onnx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "clearance"})
  void namesWhatIsMissing(String key) {
    Map<String, String> settings = new HashMap<>(cohere());
    settings.remove(key);

    assertThatThrownBy(() -> of(settings).model())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("millrace.reranker." + key);
  }

  @Test
  void wantsToKnowWhereAServerIs() {
    assertThatThrownBy(() -> of(Map.of("provider", "tei", "clearance", "public")).model())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("millrace.reranker.url");
  }

  @ParameterizedTest
  @CsvSource({
    "url, not a url at all",
    "url, ftp://host",
    "url, https://user:password@host",
    "passages, 1",
    "share, 0",
    "budget, soon",
    "clearance, secret",
    "provider, bing"
  })
  void refusesWhatCannotWork(String key, String value) {
    Map<String, String> settings = new HashMap<>(cohere());
    settings.put(key, value);

    assertThatThrownBy(() -> of(settings).model()).isInstanceOf(StartupException.class);
  }
}

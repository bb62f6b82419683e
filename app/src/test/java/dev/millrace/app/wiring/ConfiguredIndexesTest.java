package dev.millrace.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfiguredIndexesTest {
  private static final String PREFIX = "millrace.opensearch.";
  private static final UUID CORPUS = new UUID(1, 1);

  @Test
  void theIndexIsInTheHomeUnlessAClusterIsSet() {
    assertThat(configured(Map.of()).cluster(CORPUS)).isEmpty();
    assertThat(configured(Map.of("url", "https://one:9200, https://two:9200")).cluster(CORPUS))
        .isPresent();
  }

  @Test
  void saysWhatIsOfNoUse() {
    refused(Map.of("url", "one:9200"), "http");
    refused(Map.of("url", "http://me:secret@one:9200"), "neither user");
    refused(Map.of("url", "http://one", "user", "me"), "only one is set");
    refused(Map.of("url", "https://one", "ca", "/there/is/none.pem"), "/there/is/none.pem");
    assertThatThrownBy(() -> configured(Map.of("prefix", "Upper")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("small letters");
  }

  private static void refused(Map<String, String> given, String said) {
    assertThatThrownBy(() -> configured(given).cluster(CORPUS))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(said);
  }

  private static ConfiguredIndexes configured(Map<String, String> given) {
    Map<String, String> keys = new HashMap<>();
    given.forEach((name, value) -> keys.put(PREFIX + name, value));
    return new ConfiguredIndexes(Settings.of(keys, "a test"));
  }
}

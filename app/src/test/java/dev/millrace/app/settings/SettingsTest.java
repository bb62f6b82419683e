package dev.millrace.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path home;

  private Settings load(
      Map<String, String> options, Map<String, String> system, Map<String, String> environment) {
    Map<String, String> withHome = new java.util.HashMap<>(environment);
    withHome.putIfAbsent("MILLRACE_HOME", home.toString());
    return Settings.load(options, system, withHome);
  }

  @Test
  void hasDefaultsInUnits() {
    Settings settings = Settings.load(Map.of(), Map.of("java.version", "25"), Map.of("PATH", "/"));
    assertThat(settings.home()).isEqualTo(Path.of("./data"));
    assertThat(settings.count("millrace.port")).isEqualTo(8080);
    assertThat(settings.bytes("millrace.ingestion.max-file-size")).isEqualTo(100L << 20);
    assertThat(settings.duration("millrace.ingestion.parse-timeout"))
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.text("millrace.db-url")).isEmpty();
    assertThat(settings.properties()).containsEntry("millrace.host", "127.0.0.1");
  }

  @Test
  void optionsWinOverPropertiesOverVariablesOverTheFile() throws IOException {
    Files.writeString(
        home.resolve("millrace.yml"),
        """
        millrace.port: 1
        millrace:
          db-pool-size: 5
          ingestion.max-file-size: 7MB
        """);
    Map<String, String> environment = Map.of("MILLRACE_PORT", "2", "MILLRACE_HOST", "");
    assertThat(load(Map.of(), Map.of(), Map.of()).count("millrace.port")).isEqualTo(1);
    assertThat(load(Map.of(), Map.of(), environment).count("millrace.port")).isEqualTo(2);
    Map<String, String> system = Map.of("millrace.port", "3");
    assertThat(load(Map.of(), system, environment).count("millrace.port")).isEqualTo(3);
    Settings all = load(Map.of("millrace.port", "4"), system, environment);
    assertThat(all.count("millrace.port")).isEqualTo(4);
    assertThat(all.count("millrace.db-pool-size")).isEqualTo(5);
    assertThat(all.bytes("millrace.ingestion.max-file-size")).isEqualTo(7L << 20);
    assertThat(all.text("millrace.host")).contains("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "millrace.prot, millrace.port",
    "millrace.ingestion.max-filesize, millrace.ingestion.max-file-size",
    "millrace.dburl, millrace.db-url",
  })
  void namesTheNearestOfAnUnknownKey(String wrong, String nearest) {
    assertThatThrownBy(() -> load(Map.of(), Map.of(wrong, "1"), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("Unknown setting " + wrong + " (from -D)")
        .hasMessageContaining("nearest known one is " + nearest + ".");
  }

  @Test
  void namesTheNearestOfAnUnknownVariableAndOfAKeyInTheFile() throws IOException {
    assertThatThrownBy(() -> load(Map.of(), Map.of(), Map.of("MILLRACE_POTR", "1")))
        .hasMessageContaining("MILLRACE_POTR")
        .hasMessageContaining("MILLRACE_PORT");
    Files.writeString(home.resolve("millrace.yml"), "port: 8081\n");
    assertThatThrownBy(() -> load(Map.of(), Map.of(), Map.of()))
        .hasMessageContaining("Unknown setting port")
        .hasMessageContaining("millrace.yml")
        .hasMessageContaining("nearest known one is millrace.port.");
  }

  @ParameterizedTest
  @CsvSource({
    "millrace.port, 70000, a whole number from 0 to 65535",
    "millrace.port, http, is not a whole number",
    "millrace.ingestion.max-file-size, 100 elephants, 'a size from 1KB to 2047MB, like 100MB'",
    "millrace.ingestion.max-file-size, 3GB, is out of range",
    "millrace.ingestion.parse-timeout, 60, 'a time from 100ms to 1h, like 60s or 500ms'",
    "millrace.ingestion.ocr-languages, 'eng deu', 'names of Tesseract''s languages'",
    "millrace.home, '', is empty",
  })
  void saysWhatAValueShouldBe(String key, String value, String expected) {
    assertThatThrownBy(() -> load(Map.of(key, value), Map.of(), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("\"" + value + "\"")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({"'millrace.port: [1, 2]'", "'millrace.port:'", "'- a'", "'a: b: c'", "'just text'"})
  void refusesAFileThatIsNoSettings(String content) throws IOException {
    Files.writeString(home.resolve("millrace.yml"), content);
    assertThatThrownBy(() -> load(Map.of(), Map.of(), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("millrace.yml");
  }

  @Test
  void showsNoSecret() {
    Settings settings =
        load(
            Map.of("millrace.db-url", "postgres://u:geheim@h/d", "millrace.db-password", "geheim"),
            Map.of(),
            Map.of("MILLRACE_ADMIN_KEY", "geheim-geheim-geheim"));
    assertThat(settings.toString()).doesNotContain("geheim").contains("millrace.db-url=***");
    assertThatThrownBy(() -> load(Map.of("millrace.admin-key", " "), Map.of(), Map.of()))
        .hasMessageContaining("its value is empty");
    assertThatThrownBy(
            () -> load(Map.of("millrace.ingestion.secret-key", "Z2VoZWlt"), Map.of(), Map.of()))
        .hasMessageContaining("its value is of another length")
        .hasMessageContaining("32 random bytes in base64")
        .hasMessageNotContaining("Z2VoZWlt");
  }

  @Test
  void eachIsDescribedWithItsDefault() {
    assertThat(KnownSettings.all())
        .allSatisfy(setting -> assertThat(setting.variable()).startsWith("MILLRACE_"))
        .extracting(Setting::key)
        .doesNotHaveDuplicates();
  }
}

package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalOllamaTest {
  private static LocalOllama find(String host) {
    return LocalOllama.find(
        new Surroundings(
            Terminal.system(Map.of()),
            Map.of("OLLAMA_HOST", host),
            InstantSource.system(),
            _ -> {
              throw new CommandFailure("no server in this test");
            },
            () -> {
              throw new CommandFailure("no evaluation in this test");
            }));
  }

  @Test
  void offersItsModelsWithTheLinesThatUseThem() {
    try (FakeMillrace server = new FakeMillrace()) {
      server.instead =
          request ->
              request.equals("GET /api/tags")
                  ? new FakeMillrace.Answer(200, "{\"models\":[{\"name\":\"qwen3:8b\"}]}")
                  : null;

      assertThat(find(server.url().getAuthority()).offer())
          .anyMatch(line -> line.contains("qwen3:8b"))
          .anyMatch(line -> line.contains("provider: ollama, url: \"" + server.url() + "\""));
    }
  }

  @Test
  void somethingElseThereIsNoOllama() {
    try (FakeMillrace server = new FakeMillrace()) {
      server.instead = _ -> new FakeMillrace.Answer(200, "<html>");
      assertThat(find(server.url().toString()).offer()).isEmpty();
      server.instead = _ -> FakeMillrace.Answer.error(500, "internal", "broken");
      assertThat(find(server.url().toString()).offer()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu.example:11434", "http://10.0.0.7:11434", "not a url", "0.0.0.0"})
  void onlyThisMachineIsLookedAt(String host) {
    assertThat(find(host).url().getHost()).isEqualTo("127.0.0.1");
  }
}

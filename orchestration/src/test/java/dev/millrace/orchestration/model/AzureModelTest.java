package dev.millrace.orchestration.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.StandInModelServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AzureModelTest extends ChatModelContract {
  @Override
  ModelConnection connection(StandInModelServer at, String model, Timeouts timeouts) {
    return new ModelConnection(Provider.AZURE, model, at.url(), Optional.of("azure-1"), timeouts);
  }

  @Test
  void knowsTheNewApiAndTheOldOne() {
    server.requireKey("azure-1").serve("m", Answers.scripted("ok"));
    for (String path : List.of("", "/openai/v1", "/openai/deployments/m?api-version=2024-10-21")) {
      ModelConnection connection =
          new ModelConnection(
              Provider.AZURE, "m", URI.create(server.url() + path), Optional.of("azure-1"), SHORT);
      try (ChatModel model = ChatModels.open(connection)) {
        assertThat(model.chat(question("?"), pieces::add, new Cancellation()))
            .as(path)
            .isInstanceOf(ModelReply.Completed.class);
      }
      String expected =
          path.contains("deployments")
              ? "/openai/deployments/m/chat/completions?api-version=2024-10-21"
              : "/openai/v1/chat/completions";
      assertThat(server.lastTarget()).isEqualTo(expected);
    }
  }

  @Test
  void limitsTokensByTheNewName() {
    server.serve("m", Answers.scripted("ok"));
    ask(new ModelRequest(List.of(ChatMessage.user("?")), Sampling.of(0, 50)));

    assertThat(server.lastRequest().replaceAll("\\s", ""))
        .contains("\"max_completion_tokens\":50")
        .doesNotContain("\"max_tokens\"");
  }
}

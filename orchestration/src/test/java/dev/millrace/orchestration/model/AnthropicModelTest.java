package dev.millrace.orchestration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.StandInModelServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnthropicModelTest extends ChatModelContract {
  @Override
  ModelConnection connection(StandInModelServer at, String model, Timeouts timeouts) {
    return new ModelConnection(Provider.ANTHROPIC, model, at.v1(), Optional.of("ant-1"), timeouts);
  }

  @Test
  void sendsTheDialsThatAnthropicHas() {
    server.requireKey("ant-1").serve("m", Answers.scripted("ok"));
    ModelReply reply =
        ask(
            new ModelRequest(
                List.of(ChatMessage.user("?")),
                new Sampling(
                    1.5,
                    0.9,
                    77,
                    List.of("END"),
                    42,
                    Sampling.Penalties.NONE,
                    Sampling.Format.JSON)));

    assertThat(reply).isInstanceOf(ModelReply.Completed.class);
    assertThat(server.lastRequest().replaceAll("\\s", ""))
        .contains("\"temperature\":1.0", "\"max_tokens\":77", "\"stop_sequences\":[\"END\"]")
        .doesNotContain("top_p");
  }

  @Test
  void namesALimitWhereNoneIsSet() {
    server.serve("m", Answers.scripted("ok"));
    ask(question("?"));

    assertThat(server.lastRequest().replaceAll("\\s", "")).contains("\"max_tokens\":4096");
  }

  @Test
  void wantsAKey() {
    assertThatThrownBy(
            () ->
                new ModelConnection(Provider.ANTHROPIC, "m", server.v1(), Optional.empty(), SHORT))
        .hasMessageContaining("asks for a key");
  }
}

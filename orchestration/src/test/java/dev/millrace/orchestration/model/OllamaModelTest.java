package dev.millrace.orchestration.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.StandInModelServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OllamaModelTest extends ChatModelContract {
  @Override
  ModelConnection connection(StandInModelServer at, String model, Timeouts timeouts) {
    return new ModelConnection(Provider.OLLAMA, model, at.url(), Optional.empty(), timeouts);
  }

  @Test
  void sendsTheDialsThatOllamaHas() {
    server.serve("m", Answers.scripted("{}"));
    ask(
        new ModelRequest(
            List.of(ChatMessage.user("?")),
            new Sampling(
                0.2,
                0.9,
                77,
                List.of("END"),
                42,
                new Sampling.Penalties(0.5, 0.5),
                Sampling.Format.JSON)));

    assertThat(server.lastRequest().replaceAll("\\s", ""))
        .contains(
            "\"temperature\":0.2",
            "\"top_p\":0.9",
            "\"num_predict\":77",
            "\"stop\":[\"END\"]",
            "\"seed\":42",
            "\"format\":\"json\"");
  }

  @Test
  void makesTheContextLongEnoughForThePrompt() {
    server.serve("m", Answers.scripted("ok"));
    ask(question("short"));
    assertThat(server.lastRequest().replaceAll("\\s", "")).contains("\"num_ctx\":8192");

    ask(question("evidence ".repeat(5_000)));
    assertThat(server.lastRequest().replaceAll("\\s", "")).contains("\"num_ctx\":16384");
  }

  @Test
  void refusesToFetchAnImage() {
    server.serve("m", Answers.scripted("ok"));
    ModelReply reply =
        ask(
            new ModelRequest(
                List.of(
                    new ChatMessage(
                        Role.USER, "?", List.of(Image.of("https://example.org/a.png")))),
                Sampling.DEFAULT));

    assertThat(fault(reply)).isEqualTo(Fault.REJECTED);
    assertThat(message(reply)).contains("data URL");
    assertThat(server.traffic().started()).isZero();
  }

  @Test
  void sendsAnImageAsItsData() {
    server.serve("m", Answers.scripted("ok"));
    ask(
        new ModelRequest(
            List.of(
                new ChatMessage(
                    Role.USER, "?", List.of(Image.of("data:image/png;base64,iVBORw0KGgo=")))),
            Sampling.DEFAULT));

    assertThat(server.lastRequest().replaceAll("\\s", ""))
        .contains("\"images\":[\"iVBORw0KGgo=\"]");
  }
}

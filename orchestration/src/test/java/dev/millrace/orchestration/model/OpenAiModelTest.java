package dev.millrace.orchestration.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.StandInModelServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiModelTest extends ChatModelContract {
  @Override
  ModelConnection connection(StandInModelServer at, String model, Timeouts timeouts) {
    return new ModelConnection(Provider.OPENAI, model, at.v1(), Optional.of("sk-1"), timeouts);
  }

  @Test
  void sendsEveryDial() {
    server.requireKey("sk-1").serve("m", Answers.scripted("{}"));
    ModelReply reply =
        ask(
            new ModelRequest(
                List.of(ChatMessage.user("?")),
                new Sampling(
                    0.2,
                    0.9,
                    77,
                    List.of("END"),
                    42,
                    new Sampling.Penalties(0.5, -0.5),
                    Sampling.Format.JSON)));

    assertThat(reply).isInstanceOf(ModelReply.Completed.class);
    assertThat(server.lastRequest().replaceAll("\\s", ""))
        .contains(
            "\"temperature\":0.2",
            "\"top_p\":0.9",
            "\"max_tokens\":77",
            "\"stop\":[\"END\"]",
            "\"seed\":42",
            "\"presence_penalty\":0.5",
            "\"frequency_penalty\":-0.5",
            "\"response_format\":{\"type\":\"json_object\"}",
            "\"stream_options\":{\"include_usage\":true}");
  }

  @Test
  void leavesToTheProviderWhatIsNotSet() {
    server.serve("m", Answers.scripted("ok"));
    ask(question("?"));

    assertThat(server.lastRequest())
        .doesNotContain("temperature", "top_p", "max_", "stop\"", "seed", "penalty", "format");
  }

  @Test
  void sendsImagesAsTheyWereGiven() {
    server.serve("m", Answers.scripted("ok"));
    ask(
        new ModelRequest(
            List.of(
                new ChatMessage(
                    Role.USER,
                    "what is it?",
                    List.of(
                        Image.of("data:image/png;base64,iVBORw0KGgo="),
                        Image.of("https://example.org/a.png")))),
            Sampling.DEFAULT));

    assertThat(server.lastRequest())
        .contains("data:image/png;base64,iVBORw0KGgo=", "https://example.org/a.png");
  }

  @Test
  void aReasonToFinishIsEnough() throws InterruptedException {
    server.serve("m", Answers.scripted(TEXT), Dials.PERFECT.ending(Dials.Ending.UNMARKED));

    assertThat(ask(question("?"), SHORT)).isInstanceOf(ModelReply.Completed.class);
    assertThat(text()).isEqualTo(TEXT);
    server.await(traffic -> traffic.connections() == 0, SOON);
  }

  @Test
  void reasoningIsNotTheAnswer() {
    server.serve("m", Answers.scripted("<think>It says 25,\nor 30?</think>\n\nIt is 25."));

    assertThat(ask(question("?"))).isInstanceOf(ModelReply.Completed.class);
    assertThat(text()).isEqualTo("It is 25.");
  }
}

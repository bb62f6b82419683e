package dev.millrace.orchestration.model;

import static dev.millrace.orchestration.model.ChatModelContract.SHORT;
import static dev.millrace.orchestration.model.ChatModelContract.fault;
import static dev.millrace.orchestration.model.ChatModelContract.message;
import static dev.millrace.orchestration.model.ChatModelContract.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.Dials.Refusal;
import dev.millrace.orchestration.standin.StandInModelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each way of not giving a stream at all, and what the operator reads about it. */
class ProviderFaultTest {
  private static final String KEY = "sk-very-secret";

  private final StandInModelServer server = StandInModelServer.start();

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void aWrongKeyIsNotRepeated() {
    server.requireKey("another").serve("m", Answers.scripted("ok"));
    ModelReply reply = ask(server.v1());

    assertThat(fault(reply)).isEqualTo(Fault.UNAUTHORIZED);
    // The stand-in repeats the key in its error, as providers do.
    assertThat(message(reply))
        .contains("model m at localhost:", "answered 401: Incorrect key: …", "check its key")
        .doesNotContain(KEY);
    assertThat(reply.usage()).isEqualTo(Usage.NONE);
  }

  @Test
  void anUnknownModelIsNamed() {
    ModelReply reply = ask(server.v1());

    assertThat(fault(reply)).isEqualTo(Fault.REJECTED);
    assertThat(message(reply)).contains("404: The model 'm' does not exist; check the model's");
  }

  @Test
  void statusesHaveTheirFaults() {
    assertThat(fault(refused(403, "no"))).isEqualTo(Fault.UNAUTHORIZED);
    assertThat(fault(refused(400, "no"))).isEqualTo(Fault.REJECTED);
    assertThat(fault(refused(413, "no"))).isEqualTo(Fault.REJECTED);
    assertThat(fault(refused(500, "no"))).isEqualTo(Fault.SERVER_ERROR);
    assertThat(fault(refused(529, "no"))).isEqualTo(Fault.SERVER_ERROR);
    assertThat(message(refused(500, "out\nof \u0007 memory"))).endsWith("500: out of memory");
  }

  @Test
  void aRateLimitSaysHowLongToWait() {
    ModelReply reply = refused(Refusal.error(429, "slow down").retryAfter(Duration.ofSeconds(7)));

    assertThat(fault(reply)).isEqualTo(Fault.RATE_LIMITED);
    assertThat(message(reply)).endsWith("answered 429: slow down; it asks to wait 7 s");
  }

  @Test
  void aRedirectIsNotFollowed() {
    ModelReply reply = refused(new Refusal(302, "text/html", "<p>over there", Optional.empty()));

    assertThat(fault(reply)).isEqualTo(Fault.REJECTED);
    assertThat(message(reply)).contains("redirect");
    assertThat(server.traffic().started()).isEqualTo(1);
  }

  @Test
  void aPageIsNoStream() {
    ModelReply reply = refused(new Refusal(200, "text/html", "<html>hi", Optional.empty()));

    assertThat(fault(reply)).isEqualTo(Fault.MALFORMED);
    assertThat(message(reply)).contains("text/html").contains("check its URL");
  }

  @Test
  void anErrorWithAGoodStatusIsAnError() {
    ModelReply reply = refused(Refusal.error(200, "the engine is dead"));

    assertThat(fault(reply)).isEqualTo(Fault.SERVER_ERROR);
    assertThat(message(reply)).contains("the engine is dead");
  }

  @Test
  void aLongErrorIsShortened() {
    assertThat(message(refused(500, "x".repeat(100_000)))).hasSizeLessThan(400).endsWith("…");
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    ModelReply reply = ask(URI.create("http://localhost:" + port + "/v1"));

    assertThat(fault(reply)).isEqualTo(Fault.UNREACHABLE);
    assertThat(message(reply)).contains("model m at localhost:" + port).contains("is it started?");
  }

  @Test
  void noSuchHost() {
    ModelReply reply = ask(URI.create("http://no-such-host.invalid/v1"));

    assertThat(fault(reply)).isEqualTo(Fault.UNREACHABLE);
    assertThat(message(reply)).contains("no-such-host.invalid").contains("no such host");
  }

  @Test
  void noTlsWhereTlsIsDue() {
    ModelReply reply = ask(URI.create("https://localhost:" + server.url().getPort() + "/v1"));

    assertThat(fault(reply)).isEqualTo(Fault.UNREACHABLE);
    assertThat(message(reply)).contains("TLS");
  }

  @Test
  void aServerThatTakesTheRequestAndIsSilentHasNoFirstToken() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ModelReply reply =
          ask(URI.create("http://localhost:" + silent.getLocalPort() + "/v1"), SHORT);

      assertThat(fault(reply)).isEqualTo(Fault.NO_FIRST_TOKEN);
      assertThat(message(reply)).endsWith("sent no token within 400 ms");
      assertThat(reply.usage().estimated()).isTrue();
    }
  }

  private ModelReply refused(int status, String said) {
    return refused(Refusal.error(status, said));
  }

  private ModelReply refused(Refusal refusal) {
    server.serve("m", Answers.scripted("ok"), Dials.PERFECT.refusal(refusal));
    return ask(server.v1());
  }

  private static ModelReply ask(URI url) {
    return ask(url, Timeouts.DEFAULT);
  }

  private static ModelReply ask(URI url, Timeouts timeouts) {
    ModelConnection connection =
        new ModelConnection(Provider.OPENAI, "m", url, Optional.of(KEY), timeouts);
    assertThat(connection.toString()).doesNotContain(KEY);
    try (ChatModel model = ChatModels.open(connection)) {
      return model.chat(question("?"), piece -> true, new Cancellation());
    }
  }
}

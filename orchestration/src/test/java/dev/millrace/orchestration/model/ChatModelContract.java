package dev.millrace.orchestration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.Dials.Ending;
import dev.millrace.orchestration.standin.Dials.Mishap.Kind;
import dev.millrace.orchestration.standin.StandInModelServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every provider's model does; a subclass says how the provider is spoken to. */
abstract class ChatModelContract {
  static final Duration SOON = Duration.ofSeconds(5);
  static final String TEXT = "Employees have 25 days of paid leave [1], not 30.";

  /** For a stand-in that is to be found slow; a loaded machine is slow by itself. */
  static final Timeouts SHORT =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          Duration.ofSeconds(30));

  final StandInModelServer server = StandInModelServer.start();
  final List<String> pieces = new ArrayList<>();

  abstract ModelConnection connection(StandInModelServer at, String model, Timeouts timeouts);

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void deliversTheTextInPiecesOnTheCallingThread() {
    server.serve("m", Answers.scripted(TEXT));
    List<Thread> threads = new ArrayList<>();
    try (ChatModel model = open()) {
      ModelReply reply =
          model.chat(
              question("How many days?"),
              piece -> threads.add(Thread.currentThread()) && pieces.add(piece),
              new Cancellation());

      assertThat(text()).isEqualTo(TEXT);
      assertThat(pieces).hasSize(10).doesNotContain("");
      assertThat(threads).containsOnly(Thread.currentThread());
      assertThat(reply).isEqualTo(new ModelReply.Completed(Finish.STOP, new Usage(3, 10, false)));
    }
  }

  @Test
  void sendsTheConversationInItsOrder() {
    server.serve("m", Answers.scripted("ok"));
    ask(
        new ModelRequest(
            List.of(
                ChatMessage.system("You quote."),
                ChatMessage.user("first “one”"),
                ChatMessage.assistant("second"),
                ChatMessage.user("third\n😀")),
            Sampling.DEFAULT));

    assertThat(server.lastRequest())
        .contains("You quote.")
        .containsSubsequence("first “one”", "second", "third\\n😀");
  }

  @Test
  void leavesOutMessagesThatSayNothing() {
    server.serve("m", Answers.scripted("ok"));
    ModelReply reply =
        ask(
            new ModelRequest(
                List.of(ChatMessage.system(""), ChatMessage.user("hello")), Sampling.DEFAULT));

    assertThat(reply).isInstanceOf(ModelReply.Completed.class);
    assertThat(server.lastRequest()).doesNotContain("\"system\"");
  }

  @Test
  void keepsItsConnectionFromOneWholeAnswerToTheNext() throws InterruptedException {
    server.serve("m", Answers.scripted(TEXT));
    try (ChatModel model = open()) {
      for (int i = 0; i < 3; i++) {
        assertThat(model.chat(question("?"), pieces::add, new Cancellation()))
            .isInstanceOf(ModelReply.Completed.class);
      }
      assertThat(server.traffic().connections()).isEqualTo(1);
    }
    server.await(traffic -> traffic.connections() == 0, SOON);
  }

  @Test
  void passesOnWhyAnAnswerEnds() {
    assertThat(finish(Ending.COMPLETE)).isEqualTo(Finish.STOP);
    assertThat(finish(Ending.LENGTH)).isEqualTo(Finish.LENGTH);
    assertThat(finish(Ending.FILTERED)).isEqualTo(Finish.FILTERED);
  }

  @Test
  void estimatesUsageWhereTheProviderIsSilent() {
    server.serve("m", Answers.scripted(TEXT), Dials.PERFECT.ending(Ending.NO_USAGE));

    assertThat(ask(question("12345")).usage()).isEqualTo(new Usage(2, 13, true));
  }

  @Test
  void anAnswerWithoutAReasonToFinishIsCut() {
    server.serve("m", Answers.scripted(TEXT), Dials.PERFECT.ending(Ending.NO_FINISH));

    assertThat(fault(ask(question("?")))).isEqualTo(Fault.CUT);
  }

  @Test
  void aWholeAnswerIsWholeThoughItsStreamStaysOpen() throws InterruptedException {
    server.serve("m", Answers.scripted(TEXT), Dials.PERFECT.ending(Ending.LEFT_OPEN));

    assertThat(ask(question("?"))).isInstanceOf(ModelReply.Completed.class);
    server.await(traffic -> traffic.connections() == 0, SOON);
  }

  @Test
  void aStreamThatStopsIsAFault() {
    assertThat(mishap(Kind.STALL, 0)).isEqualTo(Fault.NO_FIRST_TOKEN);
    assertThat(mishap(Kind.STALL, 3)).isEqualTo(Fault.STALLED);
    assertThat(mishap(Kind.CUT, 0)).isEqualTo(Fault.CUT);
    assertThat(mishap(Kind.CUT, 3)).isEqualTo(Fault.CUT);
    assertThat(mishap(Kind.DROP, 3)).isEqualTo(Fault.CUT);
    assertThat(mishap(Kind.RESET, 3)).isEqualTo(Fault.CUT);
  }

  @Test
  void signsOfLifeAreNoTokens() {
    assertThat(mishap(Kind.HEARTBEATS, 0)).isEqualTo(Fault.NO_FIRST_TOKEN);
    assertThat(mishap(Kind.HEARTBEATS, 3)).isEqualTo(Fault.STALLED);
  }

  @Test
  void theTimeThatTheSinkTakesIsNotTheProviders() {
    server.serve("m", Answers.scripted(TEXT));
    CountDownLatch never = new CountDownLatch(1);
    try (ChatModel model = ChatModels.open(connection(server, "m", SHORT))) {
      ModelReply reply =
          model.chat(
              question("?"),
              piece -> pieces.add(piece) && (pieces.size() > 1 || waited(never)),
              new Cancellation());

      assertThat(reply).isInstanceOf(ModelReply.Completed.class);
      assertThat(text()).isEqualTo(TEXT);
    }
  }

  private static boolean waited(CountDownLatch never) {
    try {
      return !never.await(2 * SHORT.betweenTokens().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothingCountsAfterABrokenEvent() {
    assertThat(mishap(Kind.MALFORMED, 3)).isEqualTo(Fault.MALFORMED);
    assertThat(mishap(Kind.ENDLESS_LINE, 3)).isEqualTo(Fault.MALFORMED);
  }

  @Test
  void anErrorInTheStreamIsTheProvidersFault() {
    server.serve("m", Answers.scripted(TEXT), Dials.PERFECT.mishap(Kind.ERROR, 3));
    ModelReply reply = ask(question("?"));

    assertThat(fault(reply)).isEqualTo(Fault.SERVER_ERROR);
    assertThat(message(reply)).contains("GPU is on fire");
    assertThat(pieces).hasSize(3);
  }

  @Test
  void theWholeCallHasAnEnd() throws InterruptedException {
    // Loading the classes is not to count.
    server.serve("m", Answers.scripted("ok"));
    ask(question("?"));
    pieces.clear();
    server.serve("m", Answers.scripted("word ".repeat(10_000)), Dials.PERFECT.tokensPerSecond(50));
    Timeouts whole = new Timeouts(SOON, SOON, SOON, Duration.ofMillis(300));
    try (ChatModel model = ChatModels.open(connection(server, "m", whole))) {
      ModelReply reply = model.chat(question("?"), pieces::add, new Cancellation());

      assertThat(fault(reply)).isEqualTo(Fault.DEADLINE);
      assertThat(message(reply)).contains("model m at localhost").contains("300 ms");
      assertThat(reply.usage().estimated()).isTrue();
      server.await(traffic -> traffic.cancelled() == 1 && traffic.connections() == 0, SOON);
    }
  }

  @Test
  void aSinkThatHasEnoughEndsTheCallAtTheProvider() throws InterruptedException {
    server.serve("m", Answers.scripted("word ".repeat(10_000)), Dials.PERFECT.tokensPerSecond(200));
    try (ChatModel model = open()) {
      ModelReply reply =
          model.chat(
              question("?"), piece -> pieces.add(piece) && pieces.size() < 4, new Cancellation());

      assertThat(reply).isInstanceOf(ModelReply.Stopped.class);
      assertThat(pieces).hasSize(4);
      server.await(traffic -> traffic.cancelled() == 1 && traffic.connections() == 0, SOON);
    }
  }

  @Test
  void aSinksOwnFailurePassesThroughAfterTheCallWasEnded() throws InterruptedException {
    server.serve("m", Answers.scripted("word ".repeat(10_000)), Dials.PERFECT.tokensPerSecond(200));
    try (ChatModel model = open()) {
      assertThatThrownBy(
              () ->
                  model.chat(
                      question("?"),
                      piece -> {
                        throw new IllegalStateException("mine");
                      },
                      new Cancellation()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("mine");
      server.await(traffic -> traffic.cancelled() == 1 && traffic.connections() == 0, SOON);
    }
  }

  Finish finish(Ending ending) {
    server.serve("m", Answers.scripted(TEXT), Dials.PERFECT.ending(ending));
    return ((ModelReply.Completed) ask(question("?"))).finish();
  }

  /** The fault of an answer of which as many pieces came as were sent before the mishap. */
  private Fault mishap(Kind kind, int after) {
    server.serve("m", Answers.scripted(TEXT), Dials.PERFECT.mishap(kind, after));
    pieces.clear();
    ModelReply reply = ask(question("?"), isSlow(kind) ? SHORT : Timeouts.DEFAULT);
    assertThat(pieces).as(message(reply)).hasSize(after);
    assertThat(message(reply)).startsWith("model m at localhost:");
    return fault(reply);
  }

  private static boolean isSlow(Kind kind) {
    return kind == Kind.STALL || kind == Kind.HEARTBEATS;
  }

  ChatModel open() {
    return ChatModels.open(connection(server, "m", Timeouts.DEFAULT));
  }

  ModelReply ask(ModelRequest request) {
    return ask(request, Timeouts.DEFAULT);
  }

  ModelReply ask(ModelRequest request, Timeouts timeouts) {
    try (ChatModel model = ChatModels.open(connection(server, "m", timeouts))) {
      return model.chat(request, pieces::add, new Cancellation());
    }
  }

  static ModelRequest question(String text) {
    return new ModelRequest(List.of(ChatMessage.user(text)), Sampling.DEFAULT);
  }

  String text() {
    return String.join("", pieces);
  }

  static Fault fault(ModelReply reply) {
    assertThat(reply).isInstanceOf(ModelReply.Failed.class);
    return ((ModelReply.Failed) reply).fault();
  }

  static String message(ModelReply reply) {
    return ((ModelReply.Failed) reply).message();
  }
}

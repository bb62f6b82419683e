package dev.millrace.orchestration.model;

import static dev.millrace.orchestration.model.ChatModelContract.SOON;
import static dev.millrace.orchestration.model.ChatModelContract.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.Dials.Mishap.Kind;
import dev.millrace.orchestration.standin.StandInModelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that leaves takes everything along: the provider's work, the connection, the thread. */
class CancellationTest {
  private final StandInModelServer server = StandInModelServer.start();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Cancellation cancellation = new Cancellation();

  @AfterEach
  void close() {
    threads.close();
    server.close();
  }

  @Test
  void actionsRunOnceAndAtOnceIfItIsTooLate() {
    List<String> ran = new ArrayList<>();
    cancellation.onCancel(() -> ran.add("first"));
    try (Cancellation.Registration _ = cancellation.onCancel(() -> ran.add("taken out"))) {
      assertThat(cancellation.cancelled()).isFalse();
    }
    cancellation.cancel();
    cancellation.cancel();
    cancellation.onCancel(() -> ran.add("late"));

    assertThat(ran).containsExactly("first", "late");
    assertThat(cancellation.cancelled()).isTrue();
  }

  @Test
  void aCancelledCallIsNotSent() {
    server.serve("m", Answers.scripted("ok"));
    cancellation.cancel();
    try (ChatModel model = open(server.v1())) {
      assertThat(model.chat(question("?"), piece -> true, cancellation))
          .isEqualTo(new ModelReply.Cancelled(Usage.NONE));
    }
    assertThat(server.traffic().started()).isZero();
  }

  @Test
  void endsACallWithinItsStream() throws Exception {
    server.serve("m", Answers.scripted("word ".repeat(9_999)), Dials.PERFECT.tokensPerSecond(100));
    CompletableFuture<String> first = new CompletableFuture<>();
    try (ChatModel model = open(server.v1())) {
      Future<ModelReply> reply =
          threads.submit(
              () ->
                  model.chat(
                      question("?"),
                      piece -> {
                        first.complete(piece);
                        return true;
                      },
                      cancellation));
      first.get(5, TimeUnit.SECONDS);
      cancellation.cancel();

      assertThat(reply.get(3, TimeUnit.SECONDS)).isInstanceOf(ModelReply.Cancelled.class);
      server.await(traffic -> traffic.cancelled() == 1 && traffic.connections() == 0, SOON);
    }
  }

  @Test
  void endsACallThatIsStalled() throws Exception {
    server.serve("m", Answers.scripted("a b c d"), Dials.PERFECT.mishap(Kind.STALL, 0));
    try (ChatModel model = open(server.v1())) {
      Future<ModelReply> reply =
          threads.submit(() -> model.chat(question("?"), piece -> true, cancellation));
      server.await(traffic -> traffic.underway() == 1, SOON);
      cancellation.cancel();

      assertThat(reply.get(3, TimeUnit.SECONDS)).isInstanceOf(ModelReply.Cancelled.class);
      server.await(traffic -> traffic.cancelled() == 1 && traffic.connections() == 0, SOON);
    }
  }

  @Test
  void endsACallBeforeTheProviderSaidAWord() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ChatModel model = open(URI.create("http://localhost:" + silent.getLocalPort()))) {
      Future<ModelReply> reply =
          threads.submit(() -> model.chat(question("?"), piece -> true, cancellation));
      try (Socket accepted = silent.accept()) {
        accepted.setSoTimeout(5_000);
        assertThat(accepted.getInputStream().read()).isEqualTo('P');
        cancellation.cancel();

        assertThat(reply.get(3, TimeUnit.SECONDS)).isInstanceOf(ModelReply.Cancelled.class);
        assertThat(endOf(accepted)).isTrue();
      }
    }
  }

  @Test
  void anInterruptCancelsAndStays() throws Exception {
    server.serve("m", Answers.scripted("a b c d"), Dials.PERFECT.mishap(Kind.STALL, 2));
    CompletableFuture<Boolean> stillSet = new CompletableFuture<>();
    try (ChatModel model = open(server.v1())) {
      Thread caller =
          Thread.startVirtualThread(
              () -> {
                ModelReply reply = model.chat(question("?"), _ -> true, cancellation);
                stillSet.complete(
                    reply instanceof ModelReply.Cancelled
                        && Thread.currentThread().isInterrupted());
              });
      server.await(traffic -> traffic.underway() == 1, SOON);
      caller.interrupt();

      assertThat(stillSet.get(5, TimeUnit.SECONDS)).isTrue();
      server.await(traffic -> traffic.connections() == 0, SOON);
    }
  }

  @Test
  void closingTheModelEndsItsCalls() throws Exception {
    server.serve("m", Answers.scripted("a b c d"), Dials.PERFECT.mishap(Kind.STALL, 2));
    ChatModel model = open(server.v1());
    Future<ModelReply> reply =
        threads.submit(() -> model.chat(question("?"), piece -> true, cancellation));
    server.await(traffic -> traffic.underway() == 1, SOON);
    model.close();

    assertThat(reply.get(5, TimeUnit.SECONDS)).isInstanceOf(ModelReply.Failed.class);
    server.await(traffic -> traffic.connections() == 0, SOON);
    assertThat(model.chat(question("?"), piece -> true, cancellation))
        .isInstanceOf(ModelReply.Failed.class);
  }

  @Test
  void aThousandClientsThatHangUpLeaveNothing() throws Exception {
    server.serve("m", Answers.scripted("word ".repeat(99)), Dials.PERFECT.tokensPerSecond(2_000));
    RandomGenerator random = new java.util.Random(20_261_121);
    Semaphore room = new Semaphore(100);
    List<Future<ModelReply>> replies = new ArrayList<>();
    try (ChatModel model = open(server.v1())) {
      for (int i = 0; i < 1_000; i++) {
        int after = random.nextInt(120);
        room.acquire();
        replies.add(
            threads.submit(
                () -> {
                  try {
                    return hangUp(model, after);
                  } finally {
                    room.release();
                  }
                }));
      }
      int whole = 0;
      for (Future<ModelReply> reply : replies) {
        switch (reply.get(30, TimeUnit.SECONDS)) {
          case ModelReply.Completed ignored -> whole++;
          case ModelReply.Cancelled ignored -> {}
          case ModelReply.Stopped stopped -> throw new AssertionError(stopped);
          case ModelReply.Failed failed -> throw new AssertionError(failed);
        }
      }
      assertThat(whole).isBetween(100, 300);
      server.await(traffic -> traffic.underway() == 0, SOON);
    }
    server.await(traffic -> traffic.connections() == 0, SOON);
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .noneMatch(name -> name.startsWith("HttpClient"));
  }

  private static ModelReply hangUp(ChatModel model, int after) {
    Cancellation own = new Cancellation();
    int[] seen = {0};
    return model.chat(
        question("?"),
        piece -> {
          if (seen[0]++ == after) {
            own.cancel();
          }
          return true;
        },
        own);
  }

  private static boolean endOf(Socket socket) throws IOException {
    int next = socket.getInputStream().read();
    while (next >= 0) {
      next = socket.getInputStream().read();
    }
    return true;
  }

  private static ChatModel open(URI url) {
    return ChatModels.open(
        new ModelConnection(Provider.OPENAI, "m", url, Optional.empty(), Timeouts.DEFAULT));
  }
}

package dev.millrace.app.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.answer.Answers;
import dev.millrace.orchestration.tier.Slots;
import dev.millrace.orchestration.turn.Callers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Clients that hang up at random leave nothing behind. */
class HangUpsTest {
  private static final int CLIENTS = Integer.getInteger("millrace.hangups", 1_000);

  /** As many as wait and are served at a time. */
  private static final int AT_ONCE = 100;

  private static final long LONGEST_STAY_MS = 150;

  @Test
  void neitherThreadNorConnectionNorPermit() throws Exception {
    try (Office office = Office.open()) {
      // Once each way, so that what is made at the first request is there.
      leave(office, new Random(1), true);
      leave(office, new Random(2), false);
      settled(office);
      int threads = Thread.getAllStackTraces().size();

      Random random = new Random(Long.getLong("millrace.seed", 3));
      Semaphore places = new Semaphore(AT_ONCE);
      List<Future<?>> clients = new ArrayList<>();
      try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CLIENTS; i++) {
          Random own = new Random(random.nextLong());
          boolean streams = i % 2 == 0;
          places.acquire();
          clients.add(
              all.submit(
                  () -> {
                    try {
                      leave(office, own, streams);
                    } finally {
                      places.release();
                    }
                    return null;
                  }));
        }
      }
      for (Future<?> client : clients) {
        client.get();
      }

      settled(office);
      // Not all hung up before their model was called.
      assertThat(office.models().traffic().cancelled()).isGreaterThan(CLIENTS / 20);
      // Pools of the process may have grown a little; a thread for each client would be hundreds.
      assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo(threads + 20);
    }
  }

  /** Asks, stays for a while, and hangs up: in order, or by a reset. */
  private static void leave(Office office, Random random, boolean streams) throws IOException {
    String body =
        "{\"model\":\"slow\",\"messages\":[{\"role\":\"user\",\"content\":\"Go on.\"}],\"stream\":"
            + streams
            + "}";
    String request =
        """
        POST /v1/chat/completions HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(Office.KEY, body.length(), body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), office.uri("/").getPort())) {
      if (random.nextBoolean()) {
        // Closing resets the connection.
        socket.setSoLinger(true, 0);
      }
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.setSoTimeout(1 + random.nextInt((int) LONGEST_STAY_MS));
      readOn(socket);
    }
  }

  private static void readOn(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        // Each byte lets it wait for the next.
        socket.setSoTimeout(Math.max(1, socket.getSoTimeout() / 2));
      }
    } catch (java.net.SocketTimeoutException e) {
      // It has waited long enough.
      return;
    }
  }

  private static void settled(Office office) throws InterruptedException {
    office.models().await(now -> now.underway() == 0, Duration.ofSeconds(20));
    Callers callers = office.part(Callers.class);
    eventually(
        () -> {
          Slots.Load load = callers.load("gpu");
          return load.busy() == 0 && load.waiting() == 0;
        });
    // Each is a virtual thread, which no list of threads has.
    Answers answers = office.part(Answers.class);
    eventually(() -> answers.underWay() == 0);
  }

  private static void eventually(BooleanSupplier so) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }
}

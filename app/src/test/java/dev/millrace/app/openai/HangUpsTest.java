package dev.millrace.app.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.answer.Answers;
import dev.millrace.orchestration.tier.Slots;
import dev.millrace.orchestration.turn.Callers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
  private static final int AT_ONCE = 64;

  private static final int LONGEST_STAY_MS = 500;

  private static final int PATIENCE_MS = 30_000;

  /** What a stream may have before its first text, in bytes. */
  private static final int LONGEST_HEAD = 4_000;

  /** One in so many stays until the model has begun; the others leave whenever it may be. */
  private static final int PATIENT = 4;

  @Test
  void neitherThreadNorConnectionNorPermit() throws Exception {
    try (Office office = Office.open()) {
      // Once each way, so that what is made at the first request is there.
      leave(office, new Random(1), true, true);
      leave(office, new Random(2), false, false);
      settled(office);
      int threads = Thread.getAllStackTraces().size();

      Random random = new Random(Long.getLong("millrace.seed", 3));
      Semaphore places = new Semaphore(AT_ONCE);
      List<Future<?>> clients = new ArrayList<>();
      try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CLIENTS; i++) {
          Random own = new Random(random.nextLong());
          boolean streams = i % 2 == 0;
          boolean patient = i % PATIENT == 0;
          places.acquire();
          clients.add(
              all.submit(
                  () -> {
                    try {
                      leave(office, own, streams, patient);
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
      // So many had an answer under way when they hung up.
      assertThat(office.models().traffic().cancelled()).isGreaterThanOrEqualTo(CLIENTS / PATIENT);
      // What is left open waits for the next call, and there were never more calls than slots.
      assertThat(office.models().traffic().connections())
          .isLessThanOrEqualTo(office.part(Callers.class).load("gpu").capacity());
      // Pools of the process may have grown a little; a thread for each client would be hundreds.
      assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo(threads + 20);
    }
  }

  /** Asks, stays for a while, and hangs up: in order, or by a reset. */
  private static void leave(Office office, Random random, boolean streams, boolean patient)
      throws IOException {
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
      if (patient) {
        socket.setSoTimeout(PATIENCE_MS);
        readUntil(socket, "\"content\":\"O");
      }
      socket.setSoTimeout(1 + random.nextInt(LONGEST_STAY_MS));
      readOn(socket);
    }
  }

  private static void readUntil(Socket socket, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("what comes after %s", read).isNotNegative();
      read.append((char) next);
      assertThat(read.length()).as("what came without text").isLessThan(LONGEST_HEAD);
    }
  }

  private static void readOn(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        // Each byte lets it wait for the next.
        socket.setSoTimeout(Math.max(1, socket.getSoTimeout() / 2));
      }
    } catch (SocketTimeoutException e) {
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

package dev.millrace.app.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch: its lines are worked on a few at a time and answered in their order. Lines with one
 * external id go through the same lane, so that the last one counts. Of the body no more is read
 * than there is room for.
 */
final class Batch {
  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  private static final int LANES = 4;
  private static final int WAITING = 16;
  private static final int KB = 1024;

  private record Task(
      int number, BatchLine line, int kilobytes, CompletableFuture<BatchResult> result) {}

  private final BatchDesk desk;
  private final int longest;
  private final int room;
  private final Semaphore kilobytes;
  private final List<BlockingQueue<Optional<Task>>> lanes = new ArrayList<>();
  private final BlockingQueue<Optional<CompletableFuture<BatchResult>>> answers =
      new ArrayBlockingQueue<>(LANES * WAITING);
  private volatile boolean stopped;

  /**
   * @param longest bytes of the longest line that is taken; of twice as many lines are held at a
   *     time
   */
  Batch(BatchDesk desk, int longest) {
    this.desk = desk;
    this.longest = longest;
    this.room = 2 * (longest / KB + 1);
    this.kilobytes = new Semaphore(room);
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(new ArrayBlockingQueue<>(WAITING));
    }
  }

  /** Ends it after the lines that are worked on: nobody waits for the answer. */
  void stop() {
    stopped = true;
  }

  /** Whether it ended before its body did. */
  boolean isStopped() {
    return stopped;
  }

  /**
   * Works through a body. Returns when each line has its answer, or the batch was stopped.
   *
   * @param answer takes what became of each line, in their order; must not wait for the client
   * @throws IOException if the body does not arrive whole; what did is dealt with
   */
  void run(BodyLines body, Consumer<BatchResult> answer) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lanes.forEach(lane -> threads.execute(() -> work(lane)));
      threads.execute(() -> answer(answer));
      try {
        read(body);
      } finally {
        for (BlockingQueue<Optional<Task>> lane : lanes) {
          lane.put(Optional.empty());
        }
        answers.put(Optional.empty());
      }
    }
  }

  private void read(BodyLines body) throws IOException, InterruptedException {
    BodyLines.Line line = body.next();
    while (line != null && !stopped) {
      CompletableFuture<BatchResult> result = new CompletableFuture<>();
      byte[] bytes = line.bytes();
      if (bytes == null) {
        result.complete(BatchResult.Refused.of(line.number(), null, tooLong()));
        answers.put(Optional.of(result));
      } else {
        // Held until it is dealt with, so that long lines can't fill the memory.
        int held = Math.min(room, bytes.length / KB + 1);
        kilobytes.acquire(held);
        answers.put(Optional.of(result));
        handOver(line.number(), bytes, held, result);
      }
      line = body.next();
    }
  }

  private void handOver(int number, byte[] bytes, int held, CompletableFuture<BatchResult> result)
      throws InterruptedException {
    BatchLine line;
    try {
      line = desk.read(bytes);
    } catch (ApiException e) {
      kilobytes.release(held);
      result.complete(BatchResult.Refused.of(number, null, e));
      return;
    }
    lanes
        .get(Math.floorMod(line.externalId().hashCode(), LANES))
        .put(Optional.of(new Task(number, line, held, result)));
  }

  private ApiException tooLong() {
    return new ApiException(
        ErrorCode.TOO_LARGE,
        "the line is longer than " + longest + " bytes (setting millrace.http.max-request-size)",
        null);
  }

  private void work(BlockingQueue<Optional<Task>> lane) {
    try {
      Optional<Task> next = lane.take();
      while (next.isPresent()) {
        work(next.get());
        next = lane.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Task task) throws InterruptedException {
    try {
      if (stopped) {
        task.result().cancel(false);
      } else {
        task.result().complete(desk.work(task.number(), task.line()));
      }
    } catch (Error e) {
      stopped = true;
      task.result().completeExceptionally(e);
    } finally {
      kilobytes.release(task.kilobytes());
    }
  }

  private void answer(Consumer<BatchResult> answer) {
    try {
      Optional<CompletableFuture<BatchResult>> next = answers.take();
      while (next.isPresent()) {
        tell(next.get(), answer);
        next = answers.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(CompletableFuture<BatchResult> result, Consumer<BatchResult> answer)
      throws InterruptedException {
    try {
      answer.accept(result.get());
    } catch (CancellationException e) {
      // It was stopped before this line.
    } catch (ExecutionException | RuntimeException e) {
      // Without a summary the client sees that the answer is not whole.
      LOG.error("a batch can't be answered", e);
      stopped = true;
    }
  }
}

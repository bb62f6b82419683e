package dev.millrace.retrieval.embedding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The texts of one call, shared out to the workers one by one. A worker that has finished a text
 * goes to the back of the queue for the next, so that a small batch is not held up by a large one.
 */
final class PassageBatch implements Runnable {
  private final List<String> texts;
  private final Function<String, float[]> model;
  private final int[] longestFirst;
  private final float[][] vectors;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger left;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Executor workers;

  PassageBatch(List<String> texts, Function<String, float[]> model, Executor workers) {
    this.workers = workers;
    this.texts = List.copyOf(texts);
    this.model = model;
    this.longestFirst =
        IntStream.range(0, this.texts.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer at) -> -this.texts.get(at).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.vectors = new float[longestFirst.length][];
    this.left = new AtomicInteger(longestFirst.length);
  }

  /**
   * Starts, and waits for all of the vectors.
   *
   * @param workerCount texts of this batch under way at a time
   * @throws EmbeddingException if one failed, or if this thread is interrupted
   */
  List<float[]> await(int workerCount) {
    for (int n = 0; n < Math.min(workerCount, vectors.length); n++) {
      goOn();
    }
    try {
      if (vectors.length > 0) {
        done.get();
      }
      return Arrays.asList(vectors);
    } catch (ExecutionException e) {
      throw new EmbeddingException("The passages could not be embedded.", e);
    } catch (InterruptedException e) {
      taken.set(vectors.length);
      Thread.currentThread().interrupt();
      throw new EmbeddingException("Interrupted while passages were being embedded.", e);
    }
  }

  @Override
  public void run() {
    int next = taken.getAndIncrement();
    if (next >= vectors.length) {
      return;
    }
    try {
      int at = longestFirst[next];
      vectors[at] = model.apply(texts.get(at));
    } catch (RuntimeException | Error e) {
      fail(e);
      return;
    }
    if (left.decrementAndGet() == 0) {
      done.complete(null);
    } else {
      goOn();
    }
  }

  private void goOn() {
    try {
      workers.execute(this);
    } catch (RejectedExecutionException e) {
      fail(new IllegalStateException("this embedder is closed", e));
    }
  }

  private void fail(Throwable cause) {
    taken.set(vectors.length);
    done.completeExceptionally(cause);
  }
}

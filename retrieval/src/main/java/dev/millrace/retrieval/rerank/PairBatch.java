package dev.millrace.retrieval.rerank;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntToDoubleFunction;

/**
 * The pairs of one question, shared out to workers in their order. None begins when the time is
 * over; what a worker is at then is not waited for.
 */
final class PairBatch implements Runnable {
  private final IntToDoubleFunction model;
  private final Budget budget;
  private final AtomicReferenceArray<Double> scores;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicReference<String> failure = new AtomicReference<>();
  private final CountDownLatch workersLeft;
  private final int workerCount;

  /**
   * A batch.
   *
   * @param model gives the score of the pair of that number
   * @param workerCount pairs under way at a time
   */
  PairBatch(int pairs, IntToDoubleFunction model, Budget budget, int workerCount) {
    this.model = model;
    this.budget = budget;
    this.scores = new AtomicReferenceArray<>(pairs);
    this.workerCount = Math.min(workerCount, pairs);
    this.workersLeft = new CountDownLatch(this.workerCount);
  }

  /** Starts, and waits for all of the scores or the end of the time. */
  Scores await(Executor workers) {
    try {
      for (int n = 0; n < workerCount; n++) {
        workers.execute(this);
      }
      boolean ended = workersLeft.await(budget.left().toNanos(), TimeUnit.NANOSECONDS);
      if (!ended) {
        taken.set(scores.length());
      }
    } catch (RejectedExecutionException e) {
      return new Scores.Failed("is closed");
    } catch (InterruptedException e) {
      taken.set(scores.length());
      Thread.currentThread().interrupt();
      return new Scores.Failed("was interrupted");
    }
    String failed = failure.get();
    return failed == null ? new Scores.Scored(first()) : new Scores.Failed(failed);
  }

  /** Up to the first pair that has none. */
  private List<Double> first() {
    List<Double> first = new ArrayList<>();
    for (int n = 0; n < scores.length(); n++) {
      Double score = scores.get(n);
      if (score == null) {
        break;
      }
      first.add(score);
    }
    return first;
  }

  @Override
  public void run() {
    try {
      for (int at = next(); at < scores.length(); at = next()) {
        scores.set(at, model.applyAsDouble(at));
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, "failed: " + e.getMessage());
      taken.set(scores.length());
    } finally {
      workersLeft.countDown();
    }
  }

  private int next() {
    return budget.over() ? scores.length() : taken.getAndIncrement();
  }
}

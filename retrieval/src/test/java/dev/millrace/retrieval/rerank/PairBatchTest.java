package dev.millrace.retrieval.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PairBatchTest {
  private static final Duration PAIR = Duration.ofMillis(100);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);

  private double judged(int pair) {
    now.addAndGet(PAIR.toNanos());
    return pair;
  }

  @Test
  void beginsNoPairWhenTheTimeIsOver() {
    Budget budget = Budget.of(Duration.ofMillis(250), now::get);

    Scores scores = new PairBatch(30, this::judged, budget, 1).await(Runnable::run);

    assertThat(scores).isEqualTo(new Scores.Scored(List.of(0.0, 1.0, 2.0)));
    assertThat(budget.left()).isZero();
  }

  @Test
  void judgesAllWhereThereIsTime() {
    Budget budget = Budget.of(Duration.ofHours(1), now::get);

    assertThat(new PairBatch(3, this::judged, budget, 2).await(Runnable::run))
        .isEqualTo(new Scores.Scored(List.of(0.0, 1.0, 2.0)));
  }

  @Test
  void doesNotWaitForThePairThatAWorkerIsAt() {
    CountDownLatch held = new CountDownLatch(1);
    try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
      Budget budget = Budget.of(Duration.ofMillis(50), System::nanoTime);
      Scores scores =
          new PairBatch(
                  2,
                  pair -> {
                    if (pair == 1) {
                      await(held);
                    }
                    return pair;
                  },
                  budget,
                  2)
              .await(workers);

      assertThat(scores).isEqualTo(new Scores.Scored(List.of(0.0)));
      held.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void failsAsAWholeWhereAPairFails() {
    Budget budget = Budget.of(Duration.ofHours(1), now::get);

    Scores scores =
        new PairBatch(
                3,
                pair -> {
                  throw new RerankerException("it gave a score of NaN");
                },
                budget,
                1)
            .await(Runnable::run);

    assertThat(scores).isEqualTo(new Scores.Failed("failed: it gave a score of NaN"));
  }
}

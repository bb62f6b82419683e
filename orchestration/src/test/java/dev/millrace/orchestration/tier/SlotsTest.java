package dev.millrace.orchestration.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.tier.Slots.Load;
import dev.millrace.orchestration.tier.Slots.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlotsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Load FREE = new Load(1, 0, 0);

  private final Slots slots = new Slots(1);

  private Optional<Permit> now() {
    return slots.acquire(Duration.ZERO, new Cancellation());
  }

  /** Others get on meanwhile. */
  private void await(Load load) {
    while (!slots.load().equals(load)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aPermitIsGivenBackOnce() {
    Permit first = now().orElseThrow();
    assertThat(now()).isEmpty();
    assertThat(slots.load()).isEqualTo(new Load(1, 1, 0));

    first.close();
    Permit second = now().orElseThrow();
    first.close();

    assertThat(now()).isEmpty();
    second.close();
    assertThat(slots.load()).isEqualTo(FREE);
  }

  @Test
  void firstComeFirstServed() throws Exception {
    Permit held = now().orElseThrow();
    ConcurrentLinkedQueue<Integer> served = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        all.add(
            threads.submit(
                () -> {
                  try (Permit _ = slots.acquire(LONG, new Cancellation()).orElseThrow()) {
                    served.add(number);
                  }
                }));
        await(new Load(1, 1, i + 1));
      }
      held.close();
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(List.copyOf(served)).isSorted().hasSize(20);
    assertThat(slots.load()).isEqualTo(FREE);
  }

  @Test
  void whoGoesAwayWaitsNoLonger() throws Exception {
    Permit held = now().orElseThrow();
    Cancellation cancellation = new Cancellation();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Permit>> waiting = threads.submit(() -> slots.acquire(LONG, cancellation));
      await(new Load(1, 1, 1));

      cancellation.cancel();

      assertThat(waiting.get(5, TimeUnit.SECONDS)).isEmpty();
    }
    held.close();
    assertThat(slots.load()).isEqualTo(FREE);
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() throws Exception {
    Permit held = now().orElseThrow();
    AtomicInteger empty = new AtomicInteger();
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              if (slots.acquire(LONG, new Cancellation()).isEmpty()
                  && Thread.currentThread().isInterrupted()) {
                empty.incrementAndGet();
              }
            });
    await(new Load(1, 1, 1));

    waiting.interrupt();
    waiting.join();

    assertThat(empty).hasValue(1);
    held.close();
    assertThat(slots.load()).isEqualTo(FREE);
  }

  @Test
  void noPermitIsLostAndNoneIsGivenTwice() throws Exception {
    Slots three = new Slots(3);
    AtomicInteger held = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        Cancellation cancellation = new Cancellation();
        all.add(
            threads.submit(
                () -> {
                  Duration patience = Duration.ofMillis(ThreadLocalRandom.current().nextInt(20));
                  Optional<Permit> permit = three.acquire(patience, cancellation);
                  if (permit.isPresent()) {
                    try (Permit _ = permit.get()) {
                      most.accumulateAndGet(held.incrementAndGet(), Math::max);
                      served.incrementAndGet();
                      Thread.onSpinWait();
                      held.decrementAndGet();
                    }
                  }
                }));
        if (i % 3 == 0) {
          all.add(threads.submit(cancellation::cancel));
        }
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(served.get()).isPositive();
    assertThat(three.load()).isEqualTo(new Load(3, 0, 0));
  }

  @Test
  void aTierHasASlot() {
    assertThatThrownBy(() -> new Slots(0)).hasMessageContaining("at least one slot");
  }
}

package dev.millrace.ingestion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.connector.SourceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlingTest {
  @TempDir Path temp;
  private JobFixture job;
  private Run run;

  @BeforeEach
  void open() {
    job = new JobFixture(temp);
    run = job.open(job.source("notes", SourceKind.UPLOAD, Map.of(), JobFixture.EVERYONE));
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void whatCouldNotBeEnteredIsEnteredNextTime() throws Exception {
    AtomicBoolean once = new AtomicBoolean();
    Settling settling =
        settling(
            (position, atMost) -> {
              if (once.compareAndSet(false, true)) {
                throw new InterruptedException("the run has ended");
              }
              return true;
            });
    settling.add(settlement("a.txt"));
    assertThatThrownBy(settling::flush).isInstanceOf(InterruptedException.class);
    assertThat(job.outcomes(run)).isEmpty();

    settling.add(settlement("b.txt"));
    settling.flush();
    assertThat(job.outcomes(run)).containsOnlyKeys("a.txt", "b.txt");
  }

  @Test
  void whoFindsNothingWaitingWaitsForWhatIsBeingEntered() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Settling settling =
        settling(
            (position, atMost) -> {
              begun.countDown();
              mayEnd.await();
              return true;
            });
    settling.add(settlement("a.txt"));
    CompletableFuture<Integer> first = flushed(settling);
    begun.await();
    CompletableFuture<Integer> second = flushed(settling);
    assertThat(second.isDone()).isFalse();

    mayEnd.countDown();
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);
  }

  /** How many outcomes there are once a flush has returned. */
  private CompletableFuture<Integer> flushed(Settling settling) {
    CompletableFuture<Integer> outcomes = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                settling.flush();
                outcomes.complete(job.outcomes(run).size());
              } catch (InterruptedException | RuntimeException e) {
                outcomes.completeExceptionally(e);
              }
            });
    return outcomes;
  }

  private Settling settling(Searchable index) {
    return new Settling(run, job.tables, job.ledger, index, job.clock);
  }

  private Settlement settlement(String externalId) {
    Outcome outcome =
        new Outcome(
            externalId,
            OutcomeKind.ADDED,
            null,
            UUID.randomUUID(),
            null,
            Map.of(),
            Duration.ofMillis(5).toMillis(),
            OptionalLong.of(1),
            job.clock.instant());
    return new Settlement(List.of(), List.of(outcome), List.of());
  }
}

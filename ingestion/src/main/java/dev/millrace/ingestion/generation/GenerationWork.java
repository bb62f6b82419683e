package dev.millrace.ingestion.generation;

import dev.millrace.ingestion.chunk.Indexing;
import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.Generation.State;
import dev.millrace.retrieval.corpus.KnownVectors;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedders;
import dev.millrace.retrieval.store.GenerationLease;
import dev.millrace.retrieval.store.GenerationTables;
import dev.millrace.retrieval.store.PostgresGenerations;
import dev.millrace.retrieval.store.PostgresVectors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills and drops generations on a thread of its own, the live one first, stretch by stretch in
 * turn. Of all nodes one works at a generation at a time; when that one dies, another takes over
 * after {@link #LEASE}.
 */
public final class GenerationWork implements AutoCloseable {
  /** How long a worker that died keeps others away. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(GenerationWork.class);
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** Passages deleted in one transaction. */
  private static final int DROPPED_AT_ONCE = 1_000;

  private final PostgresGenerations generations;
  private final Embedders embedders;
  private final KnownVectors known;
  private final GenerationLease lease;
  private final GenerationFill fill;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Pause pause;

  /** Whether the last round left entries of the log for the next one. */
  private boolean behind;

  private @Nullable Thread thread;

  /**
   * How the work is done.
   *
   * @param lease how long nobody else takes over what a dead worker held
   * @param pause for rests and for waiting on a model; null for real time that ends with closing
   */
  public record Manner(Share share, Duration lease, InstantSource clock, @Nullable Pause pause) {}

  public GenerationWork(
      DataSource dataSource,
      CorpusLog log,
      WorkspaceId workspace,
      Embedders embedders,
      Manner manner) {
    this.generations = new PostgresGenerations(dataSource, workspace);
    this.embedders = embedders;
    this.known = new PostgresVectors(dataSource);
    this.lease = new GenerationLease(dataSource, workspace, UUID.randomUUID(), manner.lease());
    this.pause = manner.pause() == null ? this::sleep : manner.pause();
    this.fill =
        new GenerationFill(
            log,
            workspace,
            new GenerationTables(dataSource, workspace),
            lease,
            new Embedding(workspace, lease, manner.share(), manner.clock(), pause));
  }

  /** Works until closed. */
  public void start() {
    thread = Thread.ofPlatform().name("generation-work").daemon().start(this::work);
  }

  private void sleep(Duration time) throws InterruptedException {
    if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("closing");
    }
  }

  private void work() {
    String last = "";
    try {
      while (closing.getCount() > 0) {
        try {
          boolean _ = round();
          // At the log's end there is a stretch for every document that is written, and each costs
          // two commits: they are let gather.
          if (!behind) {
            sleep(IDLE);
          }
          last = "";
        } catch (RuntimeException e) {
          String failure = String.valueOf(e.getMessage());
          if (!failure.equals(last)) {
            LOG.warn("generations are not filled: {}; trying again each second", failure, e);
            last = failure;
          }
          sleep(AFTER_FAILURE);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("generations are no longer filled by this process");
    }
  }

  /**
   * Gives each generation one stretch.
   *
   * @return whether there was anything to do
   */
  public boolean round() throws InterruptedException {
    boolean worked = false;
    behind = false;
    List<Generation> all =
        generations.all().stream()
            .sorted(Comparator.comparing(one -> one.state() != State.LIVE))
            .toList();
    for (Generation generation : all) {
      if (generation.state() == State.DROPPING) {
        drop(generation);
        worked = true;
        behind = true;
      } else if (generation.state().followed()) {
        worked |= step(generation);
      }
    }
    return worked;
  }

  private boolean step(Generation generation) throws InterruptedException {
    Optional<Indexing> indexing = Indexing.of(generation, embedders, known);
    if (indexing.isEmpty()) {
      return false;
    }
    try {
      int entries = fill.step(generation, indexing.get());
      boolean worked = entries > 0;
      behind |= entries == GenerationFill.STRETCH;
      if (!worked && generation.state() == State.BUILDING) {
        LOG.info("generation {} of the index is ready", generation.id());
      }
      return worked;
    } catch (GenerationFill.TakenAwayException e) {
      return false;
    }
  }

  private void drop(Generation generation) {
    Optional<UUID> after = Optional.of(new UUID(0, 0));
    while (after.isPresent() && closing.getCount() > 0 && lease.hold(generation)) {
      after = lease.drop(generation, after.get(), DROPPED_AT_ONCE);
    }
  }

  /** Ends after the slice at hand, and lets go of what it held. */
  @Override
  public void close() {
    closing.countDown();
    Thread worker = thread;
    if (worker != null) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      lease.release();
    } catch (RuntimeException e) {
      LOG.warn("what this process filled is taken over in {}: {}", LEASE, e.getMessage());
    }
  }
}

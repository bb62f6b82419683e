package dev.millrace.ingestion.job;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.millrace.ingestion.connector.ChangeWatch;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.job.Runs.Opening;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for changes in the sources that are watched, and has them visited. */
final class Watches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  /** So often it is looked whether the source is still to be watched. */
  private static final Duration LOOK = Duration.ofSeconds(20);

  /** After a fault of the place. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Sources sources;
  private final Runs runs;
  private final Duration pause;

  /** Threads that wait for changes, which nothing else ends. */
  private final Set<Thread> watching = ConcurrentHashMap.newKeySet();

  private volatile boolean closing;

  /**
   * @param pause between two looks at whether a source's run has ended
   */
  Watches(Sources sources, Runs runs, Duration pause) {
    this.sources = sources;
    this.runs = runs;
    this.pause = pause;
  }

  /** Watches a source until it is no longer to be watched; when to begin again, if at all. */
  Optional<Schedule> on(UUID sourceId) throws InterruptedException {
    Optional<Source> source =
        sources.find(sourceId).filter(one -> one.visits().watch() && !one.visits().paused());
    if (source.isEmpty()) {
      return Optional.empty();
    }
    try (Connector connector = sources.open(sourceId)) {
      Optional<ChangeWatch> changes = connector.watch();
      if (changes.isEmpty()) {
        LOG.info("{} can't be watched: give it a schedule", source.get().name());
        return Optional.empty();
      }
      try (ChangeWatch there = changes.get()) {
        // What changed before the watch began is found by a visit.
        visitNow(sourceId);
        while (stillWatched(sourceId, source.get())) {
          // It may have been paused, or told not to be watched, while nothing changed there.
          if (changed(there) && stillWatched(sourceId, source.get())) {
            visitNow(sourceId);
          }
        }
      }
      return Optional.of(Schedules.fixedDelay(Duration.ZERO));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      LOG.warn("{} can't be watched for now: {}", source.get().name(), e.getMessage());
      return Optional.of(Schedules.fixedDelay(AGAIN));
    }
  }

  private boolean changed(ChangeWatch there) throws IOException, InterruptedException {
    watching.add(Thread.currentThread());
    try {
      return !closing && there.await(LOOK);
    } finally {
      watching.remove(Thread.currentThread());
    }
  }

  private boolean stillWatched(UUID sourceId, Source as) {
    return !closing && sources.find(sourceId).filter(as::equals).isPresent();
  }

  /** A change while a run is under way is found by the next one. */
  private void visitNow(UUID sourceId) throws InterruptedException {
    Opening opening = runs.open(sourceId, Trigger.CHANGE);
    while (opening instanceof Opening.UnderWay && !closing) {
      Thread.sleep(pause);
      opening = runs.open(sourceId, Trigger.CHANGE);
    }
  }

  /** Ends all watches. */
  @Override
  public void close() {
    closing = true;
    watching.forEach(Thread::interrupt);
  }
}

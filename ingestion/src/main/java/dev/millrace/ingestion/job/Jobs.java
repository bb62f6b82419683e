package dev.millrace.ingestion.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReschedule;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.millrace.retrieval.corpus.OldRevisions;
import dev.millrace.retrieval.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done by itself, by whichever node has room: runs are carried out, sources are visited
 * when it is time or when something changes there, failed documents are tried again, old books are
 * closed. Each is an execution of db-scheduler on the shared database; one whose node is no longer
 * heard of is taken over by another.
 */
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  /** Runs and watches at a time on a node; they wait more than they work. */
  private static final int AT_ONCE = 64;

  private static final Duration POLL = Duration.ofSeconds(1);

  /** A node that was not heard of four times is taken for dead: after 12 s. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final int MISSED = 4;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
  private static final Schedule AT_ONCE_AGAIN = Schedules.fixedDelay(Duration.ZERO);
  private static final int RUNS_KEPT = 50;

  /** How often it is looked for runs that nobody carries out. */
  private static final Duration DISPATCH = Duration.ofSeconds(5);

  /** After a fault, which is nearly always a database that was away. */
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final DataSource dataSource;
  private final Workplace place;
  private final Runs runs;
  private final Idempotency idempotency;
  private final OldRevisions revisions;
  private final Watches watches;
  private final String node;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CustomTask<Void> run;
  private final CustomTask<Void> visit;
  private final CustomTask<Void> watch;
  private final CustomTask<Void> retry;
  private final Scheduler scheduler;

  /**
   * @param revisions of which those are removed whose time is over
   * @param node this node's name, the same after each start, and no other process's
   */
  public Jobs(
      DataSource dataSource,
      Workplace place,
      Runs runs,
      Idempotency idempotency,
      OldRevisions revisions,
      String node) {
    this.dataSource = dataSource;
    this.place = place;
    this.runs = runs;
    this.idempotency = idempotency;
    this.revisions = revisions;
    this.node = node;
    this.watches = new Watches(place.sources(), runs, POLL);
    this.run = task("run", this::run);
    this.visit = task("visit", this::visit);
    this.watch = task("watch", watches::on);
    this.retry = task("retry", this::retry);
    RecurringTask<Void> tidy =
        Tasks.recurring("tidy", Schedules.fixedDelay(Duration.ofHours(1)))
            .execute((instance, context) -> tidy());
    RecurringTask<Void> dispatch =
        Tasks.recurring("dispatch", Schedules.fixedDelay(DISPATCH))
            .execute((instance, context) -> dispatchForgotten());
    this.scheduler =
        Scheduler.create(dataSource, run, visit, watch, retry)
            .startTasks(tidy, dispatch)
            .schedulerName(new SchedulerName.Fixed(node))
            .threads(AT_ONCE)
            .executorService(threads)
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED)
            .enableImmediateExecution()
            .shutdownMaxWait(STOP_WITHIN)
            .alwaysPersistTimestampInUTC()
            .build();
    runs.dispatchBy(id -> at(run, id, Instant.now()));
  }

  /** What is done for the run or the source of that id, and when again, if at all. */
  private interface Work {
    Optional<Schedule> on(UUID id) throws InterruptedException;
  }

  private static CustomTask<Void> task(String name, Work work) {
    return Tasks.custom(name, Void.class)
        .onFailureReschedule(Schedules.fixedDelay(AGAIN))
        .onDeadExecutionRevive()
        .execute(
            (instance, context) -> {
              try {
                return work.on(UUID.fromString(instance.getId()))
                    .<CompletionHandler<Void>>map(OnCompleteReschedule::new)
                    .orElseGet(OnCompleteRemove::new);
              } catch (InterruptedException e) {
                // The node stops. Who is interrupted can't tell the database what is left to do.
                return new OnCompleteReschedule<>(AT_ONCE_AGAIN);
              }
            });
  }

  /** Begins. What this node was at when it stopped goes on at once. */
  public void start() {
    releaseOwn();
    scheduler.start();
    String after = "";
    List<Source> page;
    do {
      page = place.sources().page(Optional.of(after), 100);
      for (Source source : page) {
        arrange(source, ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
        after = source.name();
      }
    } while (!page.isEmpty());
  }

  /** Nobody else has this node's name: what it holds is of a process that is gone. */
  private void releaseOwn() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                UPDATE scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat = NULL, version = version + 1
                WHERE picked AND picked_by = ?
                """)) {
      statement.setString(1, node);
      int released = statement.executeUpdate();
      if (released > 0) {
        LOG.info("{} jobs go on that were under way when this node stopped", released);
      }
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Has a source visited as it says from now on. To be called when it was made or changed. */
  public void arrange(Source source) {
    arrange(source, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
  }

  /** A start is no reason to visit: what is scheduled stays so. */
  private void arrange(Source source, ScheduleOptions visiting) {
    Visits visits = source.visits();
    boolean alone = source.kind().visited() && !visits.paused();
    if (alone && visits.times().isPresent()) {
      Instant next = visits.times().get().schedule().getInitialExecutionTime(Instant.now());
      at(visit, source.id(), next, visiting);
    } else {
      never(visit, source.id());
    }
    if (alone && visits.watch()) {
      at(watch, source.id(), Instant.now());
    } else {
      never(watch, source.id());
    }
  }

  /**
   * One that is under way, perhaps on another node, stays as it is: a watch sees by itself that its
   * source has changed, and a run that is wanted again just when it ends is found by {@link
   * #dispatchForgotten}.
   */
  private void at(CustomTask<Void> task, UUID id, Instant when) {
    at(task, id, when, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
  }

  private void at(CustomTask<Void> task, UUID id, Instant when, ScheduleOptions options) {
    try {
      scheduler.schedule(task.instance(id.toString()), when, options);
    } catch (TaskInstanceException e) {
      LOG.debug("{} {} is under way", task.getName(), id);
    }
  }

  /**
   * Runs are opened in one transaction and handed to db-scheduler in another: a crash between the
   * two leaves a run that would wait for ever.
   */
  private void dispatchForgotten() {
    for (UUID forgotten : place.tables().runs().forgotten(place.sources().workspace().value())) {
      LOG.info("run {} was opened by a node that stopped just then; it begins now", forgotten);
      at(run, forgotten, Instant.now());
    }
  }

  /** One that is under way ends by itself, when it sees that it is no longer wanted. */
  private void never(CustomTask<Void> task, UUID id) {
    TaskInstanceId instance = task.instanceId(id.toString());
    if (scheduler
        .getScheduledExecution(instance)
        .filter(execution -> !execution.isPicked())
        .isPresent()) {
      try {
        scheduler.cancel(instance);
      } catch (TaskInstanceException e) {
        LOG.debug("{} was taken up or cancelled just then", instance);
      }
    }
  }

  private Optional<Schedule> run(UUID runId) throws InterruptedException {
    boolean more = runs.carryOut(runId);
    if (!more) {
      place.ledger().find(runId).map(Run::sourceId).ifPresent(this::arrangeRetry);
    }
    return more ? Optional.of(AT_ONCE_AGAIN) : Optional.empty();
  }

  private void arrangeRetry(UUID sourceId) {
    Instant next = place.tables().items().nextRetry(sourceId);
    if (next != null) {
      at(retry, sourceId, next);
    }
  }

  private Optional<Schedule> retry(UUID sourceId) {
    runs.open(sourceId, Trigger.RETRY);
    return Optional.empty();
  }

  private Optional<Schedule> visit(UUID sourceId) {
    Optional<Source> source = place.sources().find(sourceId);
    Optional<Schedule> times =
        source
            .filter(one -> !one.visits().paused())
            .flatMap(one -> one.visits().times())
            .map(VisitTimes::schedule);
    if (times.isPresent()) {
      runs.open(sourceId, Trigger.SCHEDULE);
    }
    return times;
  }

  private void tidy() {
    int forgotten = place.tables().runs().forget(place.sources().workspace().value(), RUNS_KEPT);
    int keys = idempotency.forget();
    int texts = revisions.forget();
    LOG.debug(
        "{} old runs, {} idempotency keys and {} old revisions were forgotten",
        forgotten,
        keys,
        texts);
  }

  /** Stops taking up work, has this node's runs stop, and waits for them, 15 s at most. */
  @Override
  public void close() {
    watches.close();
    runs.close();
    scheduler.stop();
    threads.shutdownNow();
  }
}

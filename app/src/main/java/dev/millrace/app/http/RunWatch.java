package dev.millrace.app.http;

import dev.millrace.ingestion.job.Run;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.ingestion.job.RunProgress;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Looks again and again how a run stands, whichever node carries it out, and tells clients when it
 * changed. For a client that is gone nobody looks any longer.
 */
@Singleton
public final class RunWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  /** What a client is told. Calls come one after the other, but for {@link #keepAlive}. */
  public interface Feed {
    /** It stands so now. */
    void progress(RunProgress progress);

    /** Nothing has changed, and the client wants to know that it is still looked after. */
    void keepAlive();

    /** There is nothing more to tell: the run has ended, or asks, or is gone. */
    void end();
  }

  private final RunLedger ledger;
  private final Scheduler threads;
  private final Duration keepAlive;

  RunWatch(
      RunLedger ledger,
      @Named(TaskExecutors.BLOCKING) ExecutorService threads,
      @Value("${millrace.http.keep-alive}") Duration keepAlive) {
    this.ledger = ledger;
    this.threads = Schedulers.fromExecutorService(threads);
    this.keepAlive = keepAlive;
  }

  /**
   * Tells a client how a run stands, now and whenever it has changed, until it is no longer under
   * way.
   *
   * @param period how often to look
   */
  public void follow(UUID runId, HttpRequest<?> request, Duration period, Feed feed) {
    ClientConnection client = ClientConnection.of(request);
    ClientConnection.Watch beat = client.every(keepAlive, feed::keepAlive);
    Disposable looking =
        Flux.interval(Duration.ZERO, period)
            .onBackpressureDrop()
            .publishOn(threads, 1)
            .map(_ -> ledger.find(runId).map(ledger::progress))
            // Its source was removed, and it with it.
            .takeWhile(Optional::isPresent)
            .map(Optional::orElseThrow)
            .takeUntil(progress -> !progress.run().state().underWay())
            .distinctUntilChanged(RunWatch::shown)
            .doFinally(_ -> beat.close())
            .subscribe(
                feed::progress,
                failure -> {
                  LOG.warn("run {} can't be watched any longer", runId, failure);
                  feed.end();
                },
                feed::end);
    // Told when the connection closes, which may be long after the run: harmless then.
    var _ = client.onGone(looking::dispose);
  }

  /** What makes a difference to who looks: a rate changes with every moment. */
  private static List<Object> shown(RunProgress progress) {
    Run run = progress.run();
    return List.of(
        run.state(),
        run.phase(),
        Optional.ofNullable(run.reason()),
        Optional.ofNullable(run.total()),
        Optional.ofNullable(run.node()),
        run.notes(),
        progress.counts());
  }
}

package dev.millrace.app.console;

import dev.millrace.app.http.ClientConnection;
import dev.millrace.app.http.EventStream;
import dev.millrace.ingestion.job.RunLedger;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Looks how a run stands, several times a second, and tells pages when it changed. A page that is
 * gone is no longer looked for.
 */
@Singleton
final class RunEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);
  private static final Duration PERIOD = Duration.ofMillis(300);

  private final RunLedger ledger;
  private final Templates templates;
  private final Scheduler threads;
  private final Duration keepAlive;

  RunEvents(
      RunLedger ledger,
      Templates templates,
      @Named(TaskExecutors.BLOCKING) ExecutorService threads,
      @Value("${millrace.http.keep-alive}") Duration keepAlive) {
    this.ledger = ledger;
    this.templates = templates;
    this.threads = Schedulers.fromExecutorService(threads);
    this.keepAlive = keepAlive;
  }

  /** The parts of pages that show a run, from now to its end, and then that it ended. */
  MutableHttpResponse<EventStream> of(UUID runId, HttpRequest<?> request) {
    LiveParts parts = new LiveParts();
    ClientConnection client = ClientConnection.of(request);
    ClientConnection.Watch beat = client.every(keepAlive, parts::keepAlive);
    Disposable looking =
        states(runId)
            .doFinally(_ -> beat.close())
            .subscribe(
                part -> parts.part("run-" + runId, templates.text("run-part.jte", part)),
                failure -> {
                  LOG.warn("run {} can't be watched any longer", runId, failure);
                  parts.end();
                },
                parts::end);
    // Told when the connection closes, which may be long after the run: harmless then.
    var _ = client.onGone(looking::dispose);
    return parts.response();
  }

  private Flux<RunPart> states(UUID runId) {
    return Flux.interval(Duration.ZERO, PERIOD)
        .onBackpressureDrop()
        .publishOn(threads, 1)
        .concatMapIterable(_ -> ledger.find(runId).map(ledger::progress).stream().toList())
        .map(RunPart::of)
        .distinctUntilChanged()
        .takeUntil(part -> !part.running());
  }
}

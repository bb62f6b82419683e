package dev.millrace.app.console;

import dev.millrace.ingestion.job.RunLedger;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Looks how a run stands, several times a second, and tells pages when it changed. A page that is
 * gone is no longer looked for.
 */
@Singleton
final class RunEvents {
  private static final Duration PERIOD = Duration.ofMillis(300);

  private final RunLedger ledger;
  private final Templates templates;
  private final Scheduler threads;

  RunEvents(
      RunLedger ledger,
      Templates templates,
      @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
    this.ledger = ledger;
    this.templates = templates;
    this.threads = Schedulers.fromExecutorService(threads);
  }

  /** The parts of pages that show a run, from now to its end, and then that it ended. */
  Publisher<Event<String>> of(UUID runId) {
    return Flux.interval(Duration.ZERO, PERIOD)
        .onBackpressureDrop()
        .publishOn(threads, 1)
        .concatMapIterable(_ -> ledger.find(runId).map(ledger::progress).stream().toList())
        .map(RunPart::of)
        .distinctUntilChanged()
        .takeUntil(part -> !part.running())
        .map(part -> LiveEvent.part("run-" + runId, templates.text("run-part.jte", part)))
        .concatWithValues(LiveEvent.end());
  }
}

package dev.millrace.app.http;

import dev.millrace.ingestion.job.OutcomeKind;
import dev.millrace.ingestion.job.Run;
import dev.millrace.ingestion.job.RunProgress;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands.
 *
 * @param state queued, running, paused, asking, done, failed, cancelled or interrupted
 * @param phase listing, working or removing
 * @param trigger asked, schedule, change, retry or client
 * @param reason why it failed, asks, was cancelled or was interrupted; null otherwise
 * @param node the node that carries it out, or did last; null before the first
 * @param notes what happened to it, such as that another node took it over; oldest first
 * @param total files found; null while it is still listing
 * @param counts files by outcome
 * @param stages milliseconds that its files spent in each stage, added up; files are worked on side
 *     by side, so these are more than the run took; null in lists
 * @param ratePerSecond files a second since the start
 * @param secondsLeft at that rate; null if unknown
 * @param position the log position after its last write; 0 if it changed nothing
 */
@Serdeable
@Schema(name = "Run")
record RunView(
    UUID id,
    UUID sourceId,
    String state,
    String phase,
    String trigger,
    @Nullable String reason,
    @Nullable String node,
    List<String> notes,
    @Nullable Integer total,
    Map<String, Integer> counts,
    @Nullable Map<String, Long> stages,
    Instant startedAt,
    @Nullable Instant finishedAt,
    double ratePerSecond,
    @Nullable Long secondsLeft,
    long position) {
  static RunView of(RunProgress progress) {
    return of(progress, null);
  }

  static RunView of(RunProgress progress, @Nullable Map<String, Long> stages) {
    Run run = progress.run();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (OutcomeKind kind : OutcomeKind.values()) {
      counts.put(kind.wire(), progress.counts().getOrDefault(kind, 0));
    }
    return new RunView(
        run.id(),
        run.sourceId(),
        run.state().wire(),
        run.phase().wire(),
        run.trigger().wire(),
        run.reason(),
        run.node(),
        run.notes(),
        run.total(),
        counts,
        stages,
        run.startedAt(),
        run.finishedAt(),
        Math.round(progress.ratePerSecond() * 100) / 100.0,
        progress.left().map(Duration::toSeconds).orElse(null),
        progress.position());
  }
}

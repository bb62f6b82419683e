package dev.millrace.app.http;

import dev.millrace.ingestion.job.OutcomeKind;
import dev.millrace.ingestion.job.Run;
import dev.millrace.ingestion.job.RunProgress;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands.
 *
 * @param state running, done, failed, cancelled or interrupted
 * @param total files found; null while it is still listing
 * @param counts files by outcome
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
    @Nullable String reason,
    @Nullable Integer total,
    Map<String, Integer> counts,
    Instant startedAt,
    @Nullable Instant finishedAt,
    double ratePerSecond,
    @Nullable Long secondsLeft,
    long position) {
  static RunView of(RunProgress progress) {
    Run run = progress.run();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (OutcomeKind kind : OutcomeKind.values()) {
      counts.put(kind.wire(), progress.counts().getOrDefault(kind, 0));
    }
    return new RunView(
        run.id(),
        run.sourceId(),
        run.state().wire(),
        run.reason(),
        run.total(),
        counts,
        run.startedAt(),
        run.finishedAt(),
        Math.round(progress.ratePerSecond() * 100) / 100.0,
        progress.left().map(Duration::toSeconds).orElse(null),
        progress.position());
  }
}

package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run with what became of its documents so far.
 *
 * @param counts documents by outcome; outcomes that nothing had are left out
 * @param position the last log position that the run wrote; 0 if it changed nothing
 * @param ratePerSecond documents dealt with a second since the start
 * @param left how long the rest will take at that rate; empty unless the run is under way and the
 *     rest is known
 */
public record RunProgress(
    Run run,
    Map<OutcomeKind, Integer> counts,
    long position,
    double ratePerSecond,
    Optional<Duration> left) {
  public RunProgress {
    requireNonNull(run, "run");
    counts = Map.copyOf(counts);
  }

  static RunProgress of(Run run, Map<OutcomeKind, Integer> counts, long position, Instant now) {
    int seen =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey() != OutcomeKind.REMOVED)
            .mapToInt(Map.Entry::getValue)
            .sum();
    Instant until = run.finishedAt() == null ? now : run.finishedAt();
    double seconds = Math.max(0.001, Duration.between(run.startedAt(), until).toMillis() / 1000.0);
    double rate = seen / seconds;
    Optional<Duration> left =
        run.state() == RunState.RUNNING && run.total() != null && seen > 0
            ? Optional.of(Duration.ofMillis((long) ((run.total() - seen) / rate * 1000)))
            : Optional.empty();
    return new RunProgress(run, counts, position, rate, left.filter(time -> !time.isNegative()));
  }
}

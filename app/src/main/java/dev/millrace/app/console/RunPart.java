package dev.millrace.app.console;

import dev.millrace.ingestion.job.OutcomeKind;
import dev.millrace.ingestion.job.Run;
import dev.millrace.ingestion.job.RunProgress;
import dev.millrace.ingestion.job.RunState;
import dev.millrace.ingestion.job.Trigger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands.
 *
 * @param tone class of the state's badge
 * @param steer what may be done about it now
 * @param running whether it will change yet
 * @param done files dealt with
 * @param total files found; null while it is listing them
 * @param pace what it is at, how fast it is and how long the rest will take, in words; empty unless
 *     it is running
 * @param took how long it took; empty before its end
 */
record RunPart(
    UUID id,
    String state,
    String tone,
    boolean running,
    Steer steer,
    int done,
    @Nullable Integer total,
    String pace,
    String took,
    Moment started,
    @Nullable String reason,
    List<Count> counts) {
  /** Files with one outcome, never none. */
  record Count(OutcomeBadge badge, int number) {}

  /**
   * What may be done about a run.
   *
   * @param asks whether it waits for somebody to agree to what it removes
   */
  record Steer(boolean pause, boolean resume, boolean end, boolean asks) {
    static Steer of(Run run) {
      RunState state = run.state();
      return new Steer(
          run.trigger() != Trigger.CLIENT
              && (state == RunState.RUNNING || state == RunState.QUEUED),
          state == RunState.PAUSED,
          state.underWay() || state == RunState.ASKING,
          state == RunState.ASKING);
    }
  }

  RunPart {
    counts = List.copyOf(counts);
  }

  static RunPart of(RunProgress progress) {
    Run run = progress.run();
    List<Count> counts =
        Arrays.stream(OutcomeKind.values())
            .filter(kind -> progress.counts().getOrDefault(kind, 0) > 0)
            .map(kind -> new Count(OutcomeBadge.of(kind), progress.counts().getOrDefault(kind, 0)))
            .toList();
    int done =
        progress.counts().entrySet().stream()
            .filter(count -> count.getKey() != OutcomeKind.REMOVED)
            .mapToInt(java.util.Map.Entry::getValue)
            .sum();
    boolean running = run.state().underWay();
    return new RunPart(
        run.id(),
        run.state().wire(),
        tone(run.state()),
        running,
        Steer.of(run),
        done,
        run.total(),
        run.state() == RunState.RUNNING ? pace(progress) : "",
        run.finishedAt() == null
            ? ""
            : Amounts.milliseconds(
                run.finishedAt().toEpochMilli() - run.startedAt().toEpochMilli()),
        new Moment(run.startedAt()),
        run.reason(),
        counts);
  }

  /** The most that the bar can show. */
  int length() {
    return total == null ? 1 : Math.max(1, total);
  }

  /** How far, in words. */
  String files() {
    return total == null
        ? "Listing files …"
        : String.format(Locale.ENGLISH, "%,d of %,d files", done, total);
  }

  private static String tone(RunState state) {
    return switch (state) {
      case QUEUED, RUNNING, PAUSED -> "info";
      case DONE -> "good";
      case FAILED -> "bad";
      case ASKING, CANCELLED, INTERRUPTED -> "warn";
    };
  }

  private static String pace(RunProgress progress) {
    String rate =
        String.format(
            Locale.ENGLISH,
            "%s, %.1f files/s",
            progress.run().phase().wire(),
            progress.ratePerSecond());
    return progress
        .left()
        .map(left -> rate + ", about " + Amounts.time(left) + " left")
        .orElse(rate);
  }
}

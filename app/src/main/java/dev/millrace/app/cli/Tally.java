package dev.millrace.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts an upload as it goes, and says how fast it is and how long it will take. */
final class Tally implements UploadListener {
  /** What every file costs beside its size, in bytes. */
  private static final long BASE_WORK = 8_192;

  /** Before one part in so many is done, any estimate is wild. */
  private static final long TOO_EARLY = 25;

  private final InstantSource clock;
  private final Instant begin;
  private final Map<FileOutcome.Kind, Integer> counts = new EnumMap<>(FileOutcome.Kind.class);
  private final Map<String, LocalFile> underWay = new LinkedHashMap<>();
  private @Nullable Instant firstSent;
  private String step = "listing";
  private int total;
  private int done;
  private int sent;
  private long work;
  private long workDone;
  private @Nullable String lastHashed;

  Tally(InstantSource clock) {
    this.clock = clock;
    this.begin = clock.instant();
  }

  @Override
  public synchronized void listed(int files) {
    step = "reading";
    total = files;
  }

  @Override
  public synchronized void hashed(String externalId) {
    done++;
    lastHashed = externalId;
  }

  @Override
  public synchronized void agreed(int total, List<LocalFile> wanted) {
    step = "indexing";
    this.total = total;
    work = wanted.stream().mapToLong(Tally::work).sum();
    done = 0;
    lastHashed = null;
  }

  @Override
  public synchronized void sending(LocalFile file) {
    if (firstSent == null) {
      firstSent = clock.instant();
    }
    underWay.put(file.externalId(), file);
  }

  @Override
  public synchronized void ended(FileOutcome outcome) {
    counts.merge(outcome.outcome(), 1, Integer::sum);
    LocalFile file = underWay.remove(outcome.externalId());
    if (file != null) {
      sent++;
      workDone += work(file);
    }
    // A removed file is none of those that the folder has.
    if (outcome.outcome() != FileOutcome.Kind.REMOVED) {
      done++;
    }
  }

  /** What a file costs, in bytes: a handbook takes longer than a note, and a note some time too. */
  private static long work(LocalFile file) {
    return BASE_WORK + file.size();
  }

  /** The state of things. */
  synchronized Progress progress() {
    Instant now = clock.instant();
    double perSecond = 0;
    Duration left = null;
    if (firstSent != null && sent > 0) {
      // Only what was sent: unchanged files end in no time and would make the rest look quick.
      double seconds = Math.max(Duration.between(firstSent, now).toMillis(), 1) / 1000.0;
      perSecond = sent / seconds;
      if (workDone * TOO_EARLY > work) {
        left = Duration.ofMillis(Math.round(seconds * 1000 * (work - workDone) / workDone));
      }
    }
    // The oldest file under way is the one that is waited for.
    String current = underWay.isEmpty() ? lastHashed : underWay.keySet().iterator().next();
    return new Progress(step, done, total, counts, perSecond, left, current);
  }

  /** Since the tally was begun. */
  synchronized Duration elapsed() {
    return Duration.between(begin, clock.instant());
  }

  /** How many files ended that way. */
  synchronized int count(FileOutcome.Kind kind) {
    return counts.getOrDefault(kind, 0);
  }
}

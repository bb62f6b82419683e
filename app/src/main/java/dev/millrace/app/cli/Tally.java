package dev.millrace.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts an upload as it goes, and says how fast it is and how long it will take. */
final class Tally implements UploadListener {
  private final InstantSource clock;
  private final Instant begin;
  private final Map<FileOutcome.Kind, Integer> counts = new EnumMap<>(FileOutcome.Kind.class);
  private final Set<String> underWay = new LinkedHashSet<>();
  private @Nullable Instant firstSent;
  private String step = "listing";
  private int total;
  private int done;
  private int sent;
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
  public synchronized void agreed(int total) {
    step = "indexing";
    this.total = total;
    done = 0;
    lastHashed = null;
  }

  @Override
  public synchronized void sending(String externalId) {
    if (firstSent == null) {
      firstSent = clock.instant();
    }
    underWay.add(externalId);
  }

  @Override
  public synchronized void ended(FileOutcome outcome) {
    counts.merge(outcome.outcome(), 1, Integer::sum);
    if (underWay.remove(outcome.externalId())) {
      sent++;
    }
    // A removed file is none of those that the folder has.
    if (outcome.outcome() != FileOutcome.Kind.REMOVED) {
      done++;
    }
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
      left = Duration.ofMillis(Math.round((total - done) / perSecond * 1000));
    }
    // The oldest file under way is the one that is waited for.
    String current = underWay.isEmpty() ? lastHashed : underWay.iterator().next();
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

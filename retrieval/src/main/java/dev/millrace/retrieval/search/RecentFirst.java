package dev.millrace.retrieval.search;

import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Newer documents come a little further up where a query asks for what is new: enough to put the
 * newer of two that fit alike first, not to put one first that fits less.
 */
final class RecentFirst implements Stage {
  /** In English, German, French, Spanish and Italian. */
  private static final Pattern ASKED =
      Pattern.compile(
          "\\b(latest|newest|most recent(ly)?|current(ly)?|up[- ]to[- ]date"
              + "|neueste[nrs]?|aktuell(e|en|er|es)?|derni(er|ère|ers|ères)|actuel(le)?s?"
              + "|últim[oa]s?|actual(es)?|ultim[oaie]|attuale)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /** Of the best score, what a document of today gains. */
  private static final double GAIN = 0.15;

  /** After this time the gain is half as much. */
  private static final Duration HALF = Duration.ofDays(180);

  private final EvidenceStore store;
  private final InstantSource clock;

  RecentFirst(EvidenceStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public List<Candidate> rank(List<Candidate> ranked, Asked asked) {
    if (ranked.size() < 2 || !ASKED.matcher(asked.words()).find()) {
      return ranked;
    }
    Map<UUID, Instant> dates =
        store.dates(asked.request().viewer(), ranked.stream().map(Candidate::passageId).toList());
    double gain = GAIN * ranked.getFirst().score();
    List<Candidate> all = new ArrayList<>(ranked.size());
    for (Candidate one : ranked) {
      Instant date = dates.get(one.passageId());
      double newness = date == null ? 0 : newness(Duration.between(date, clock.instant()));
      all.add(new Candidate(one.passageId(), one.score() + gain * newness));
    }
    all.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return all;
  }

  /** 1 for now and for dates to come, half of it after each {@link #HALF}. */
  private static double newness(Duration age) {
    return Math.pow(0.5, Math.max(0, age.toSeconds()) / (double) HALF.toSeconds());
  }
}

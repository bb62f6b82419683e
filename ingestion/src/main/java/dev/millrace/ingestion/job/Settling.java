package dev.millrace.ingestion.job;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Enters settlements into the books in groups: one transaction for what was settled within a
 * moment. Safe for use by many threads.
 *
 * <p>A crash loses the entries of that moment and none of the work: an item that is not in the
 * books is dealt with again, and found done.
 */
final class Settling {
  private static final int MOST = 64;
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final Duration INDEX_PATIENCE = Duration.ofSeconds(1);

  private final Run run;
  private final JobTables tables;
  private final RunLedger ledger;
  private final Searchable index;
  private final InstantSource clock;
  private final List<Settlement> waiting = new ArrayList<>();

  /** Held by who enters a group, so that who finds nothing waiting knows that all is entered. */
  private final ReentrantLock entering = new ReentrantLock();

  private long since;

  Settling(Run run, JobTables tables, RunLedger ledger, Searchable index, InstantSource clock) {
    this.run = run;
    this.tables = tables;
    this.ledger = ledger;
    this.index = index;
    this.clock = clock;
  }

  /** Takes one; enters all that wait if they are many or have waited for a moment. */
  void add(Settlement settlement) throws InterruptedException {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        since = clock.millis();
      }
      waiting.add(settlement);
      if (waiting.size() < MOST && clock.millis() - since < MOMENT.toMillis()) {
        return;
      }
    }
    flush();
  }

  /**
   * Enters all that wait; when it returns, nothing that was added before is left. What could not be
   * entered waits on.
   */
  void flush() throws InterruptedException {
    entering.lockInterruptibly();
    try {
      enterWaiting();
    } finally {
      entering.unlock();
    }
  }

  private void enterWaiting() throws InterruptedException {
    List<Settlement> group;
    long oldest;
    synchronized (waiting) {
      group = List.copyOf(waiting);
      oldest = since;
      waiting.clear();
    }
    if (group.isEmpty()) {
      return;
    }
    boolean entered = false;
    try {
      enter(withIndex(group, oldest));
      entered = true;
    } finally {
      if (!entered) {
        synchronized (waiting) {
          waiting.addAll(0, group);
          since = oldest;
        }
      }
    }
  }

  /** Adds how long it took until searches saw the group. */
  private List<Settlement> withIndex(List<Settlement> group, long oldest)
      throws InterruptedException {
    long position = group.stream().mapToLong(Settlement::position).max().orElse(0);
    if (position == 0 || !index.await(position, INDEX_PATIENCE)) {
      return group;
    }
    long seen = clock.millis() - oldest;
    return group.stream()
        .map(
            one ->
                new Settlement(
                    one.items(),
                    one.outcomes().stream().map(outcome -> indexed(outcome, seen)).toList(),
                    one.dropped()))
        .toList();
  }

  private Outcome indexed(Outcome outcome, long most) {
    if (outcome.position().isEmpty()) {
      return outcome;
    }
    long ms = Math.min(most, Math.max(0, clock.millis() - outcome.at().toEpochMilli()));
    Map<String, Long> stages = new LinkedHashMap<>(outcome.stages());
    stages.put(Stages.INDEX, ms);
    return new Outcome(
        outcome.externalId(),
        outcome.kind(),
        outcome.reason(),
        outcome.documentId(),
        outcome.revision(),
        stages,
        outcome.ms() + ms,
        outcome.position(),
        outcome.at());
  }

  /** Names in a fixed order, so that two who enter at once wait for each other in turn. */
  private void enter(List<Settlement> group) {
    Map<String, ItemRow> items = new java.util.TreeMap<>();
    Map<String, Outcome> outcomes = new java.util.TreeMap<>();
    for (Settlement one : group) {
      one.dropped().forEach(items::remove);
      one.items().forEach(item -> items.put(item.externalId(), item));
      one.outcomes().forEach(outcome -> outcomes.put(outcome.externalId(), outcome));
    }
    List<String> dropped =
        group.stream()
            .flatMap(one -> one.dropped().stream())
            .filter(name -> !items.containsKey(name))
            .sorted()
            .distinct()
            .toList();
    tables.together(
        () -> {
          if (!dropped.isEmpty()) {
            tables.items().drop(run.sourceId(), dropped);
          }
          if (!items.isEmpty()) {
            tables.items().settle(List.copyOf(items.values()));
          }
          ledger.note(run.id(), List.copyOf(outcomes.values()));
        });
  }
}

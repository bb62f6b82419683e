package dev.millrace.ingestion.connector.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Keeps the requests to each host apart, those of several threads too. */
final class Pace {
  private static final int MOST_HOSTS = 10_000;

  private final Map<String, Long> next = new HashMap<>();

  /** Waits for the host's turn, and takes it. */
  void await(String origin, Duration apart) throws InterruptedException {
    long wait = turn(origin, apart.toNanos());
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }

  private synchronized long turn(String origin, long apart) {
    long now = System.nanoTime();
    if (next.size() > MOST_HOSTS) {
      next.values().removeIf(at -> at - now <= 0);
    }
    Long at = next.get(origin);
    long turn = at == null || at - now < 0 ? now : at;
    next.put(origin, turn + apart);
    return turn - now;
  }

  /** Lets nobody ask that host for so long. */
  synchronized void hold(String origin, Duration time) {
    long until = System.nanoTime() + time.toNanos();
    next.merge(origin, until, (one, other) -> one - other > 0 ? one : other);
  }
}

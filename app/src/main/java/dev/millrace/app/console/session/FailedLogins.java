package dev.millrace.app.console.session;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed logins by the address that they came from. After {@value #FREE} within {@link
 * #WINDOW} the address waits until the oldest of them is that long ago. Keys are 256 random bits,
 * so this keeps the log and the database quiet rather than the keys safe.
 */
@Singleton
final class FailedLogins {
  static final int FREE = 10;
  static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MOST_ADDRESSES = 10_000;

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> byAddress = new LinkedHashMap<>(16, 0.75f, true);

  FailedLogins(InstantSource clock) {
    this.clock = clock;
  }

  /** How long that address has to wait; zero if it may try. */
  synchronized Duration left(String address) {
    Deque<Instant> failures = byAddress.getOrDefault(address, new ArrayDeque<>());
    if (failures.size() < FREE) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), failures.getFirst().plus(WINDOW));
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized void failed(String address) {
    Deque<Instant> failures = byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>());
    failures.addLast(clock.instant());
    if (failures.size() > FREE) {
      failures.removeFirst();
    }
    if (byAddress.size() > MOST_ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
  }

  synchronized void forget(String address) {
    byAddress.remove(address);
  }
}

package dev.millrace.orchestration.tier;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Clearance;

/**
 * A pool of equal machines that serve models.
 *
 * @param replicas machines, 1 or more
 * @param slots calls that one of them takes at a time, 1 or more
 * @param clearance the most sensitive text that may be sent there
 */
public record Tier(String name, Hardware hardware, int replicas, int slots, Clearance clearance) {
  public Tier {
    requireNonNull(name, "name");
    requireNonNull(hardware, "hardware");
    requireNonNull(clearance, "clearance");
    if (replicas < 1 || slots < 1) {
      throw new IllegalArgumentException("tier " + name + " has no slot");
    }
  }

  /** Calls that it takes at a time. */
  public int capacity() {
    return Math.multiplyExact(replicas, slots);
  }
}

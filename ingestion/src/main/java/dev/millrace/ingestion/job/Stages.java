package dev.millrace.ingestion.job;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long each stage of a document took. */
final class Stages {
  private final InstantSource clock;
  private final long start;
  private final Map<String, Long> millis = new LinkedHashMap<>();

  Stages(InstantSource clock) {
    this.clock = clock;
    this.start = clock.millis();
  }

  <T> T time(String stage, Supplier<T> work) {
    long began = clock.millis();
    try {
      return work.get();
    } finally {
      millis.merge(stage, clock.millis() - began, Long::sum);
    }
  }

  /** Milliseconds by stage so far. */
  Map<String, Long> millis() {
    return millis;
  }

  /** Milliseconds since the first. */
  long total() {
    return clock.millis() - start;
  }
}

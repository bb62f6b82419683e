package dev.millrace.ingestion.job;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How long each stage of a document took. */
final class Stages {
  static final String FETCH = "fetch";
  static final String WAIT = "wait";
  static final String PARSE = "parse";
  static final String CHUNK = "chunk";
  static final String EMBED = "embed";
  static final String WRITE = "write";
  static final String INDEX = "index";
  static final String UNACCOUNTED = "unaccounted";

  /** All of them, as a document goes through them. */
  static final List<String> ORDER =
      List.of(FETCH, WAIT, PARSE, CHUNK, EMBED, WRITE, INDEX, UNACCOUNTED);

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
      add(stage, clock.millis() - began);
    }
  }

  /** Work that may find the network or the disk failing. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException, InterruptedException;
  }

  <T> T timeReading(String stage, Reading<T> work) throws IOException, InterruptedException {
    long began = clock.millis();
    try {
      return work.read();
    } finally {
      add(stage, clock.millis() - began);
    }
  }

  void add(String stage, long ms) {
    millis.merge(stage, ms, Long::sum);
  }

  /** Milliseconds by stage so far, with what is in none of them, if it is anything. */
  Map<String, Long> millis() {
    Map<String, Long> all = new LinkedHashMap<>(millis);
    long rest = total() - millis.values().stream().mapToLong(Long::longValue).sum();
    if (rest > 0) {
      all.put(UNACCOUNTED, rest);
    }
    return all;
  }

  /** Milliseconds since the first. */
  long total() {
    return clock.millis() - start;
  }
}

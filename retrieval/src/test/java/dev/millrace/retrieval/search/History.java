package dev.millrace.retrieval.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What one thing was, one after the other, as far as somebody who looks on can know: a change that
 * has begun may have happened, and what it replaces may be there until it has returned. One thread
 * changes it, any number look.
 */
final class History<T> {
  private static final class Version<T> {
    final T value;
    final long from;
    long until = Long.MAX_VALUE;

    Version(T value, long from) {
      this.value = value;
      this.from = from;
    }
  }

  private final List<Version<T>> versions = new ArrayList<>();

  History(T first) {
    versions.add(new Version<>(first, 0));
  }

  /** A change to that value is about to be made. */
  synchronized void begin(T value, long at) {
    versions.add(new Version<>(value, at));
  }

  /** The change that began last has returned. */
  synchronized void done(long at) {
    versions.subList(0, versions.size() - 1).stream()
        .filter(version -> version.until > at)
        .forEach(version -> version.until = at);
  }

  /** Whatever it may have been at some moment of that stretch, its ends included. */
  synchronized List<T> between(long start, long end) {
    return versions.stream()
        .filter(version -> version.from <= end && version.until >= start)
        .map(version -> version.value)
        .toList();
  }

  /** What it is once every change has returned. */
  synchronized T last() {
    return versions.getLast().value;
  }

  /** Drops what is past: nobody looks any more who began before. */
  synchronized void forget() {
    versions.subList(0, versions.size() - 1).clear();
  }
}

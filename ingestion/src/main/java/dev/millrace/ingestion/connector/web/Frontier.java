package dev.millrace.ingestion.connector.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far a scan has come: what is to be asked for, what was, and what it said. */
final class Frontier {
  /** How a visit ended. */
  enum Ending {
    /** An item was told. */
    TOLD,
    /** There is nothing to be told. */
    NOTHING,
    /** Nobody knows: it failed. */
    FAILED
  }

  final Deque<Visit> queue = new ArrayDeque<>();
  final Set<PageUrl> queued = new HashSet<>();
  final Map<PageUrl, Ending> endings = new LinkedHashMap<>();
  final Map<PageUrl, Known> known = new LinkedHashMap<>();
  final Set<String> hosts = new HashSet<>();

  /** Whether the starts and the sitemaps are behind it. */
  boolean seeded;

  /** Whether a page failed of whose links nothing is known, so that pages may lie behind it. */
  boolean incomplete;

  /** Whether it was said that there are more pages than wanted, and deeper ones. */
  boolean saidMany;

  boolean saidDeep;

  /** How many pages were taken in. */
  int size() {
    return queued.size();
  }

  /** Takes a page in, once. */
  void add(Visit visit) {
    if (queued.add(visit.url())) {
      queue.add(visit);
    }
  }

  /** The next page that was not asked for in the meantime. */
  Optional<Visit> next() {
    Visit visit = queue.poll();
    while (visit != null && endings.containsKey(visit.url())) {
      visit = queue.poll();
    }
    return Optional.ofNullable(visit);
  }

  /** What the next scan is to know: what pages said, without the way that led to them. */
  Frontier remembered() {
    Frontier remembered = new Frontier();
    remembered.known.putAll(known);
    return remembered;
  }

  /** How asking for that page ended; empty if it is yet to be done. */
  Optional<Ending> ending(PageUrl url) {
    return Optional.ofNullable(endings.get(url));
  }
}

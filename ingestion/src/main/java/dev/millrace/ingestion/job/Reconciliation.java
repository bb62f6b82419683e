package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A source's listing against what the corpus knows of the source. Safe for use by many threads.
 *
 * <p>A document has moved if its name is new, its content is that of a known document, and that
 * one's name is no longer listed; so the listing must be known before the first verdict.
 */
final class Reconciliation {
  /** What is to be done with an item. */
  sealed interface Verdict {
    /** Nothing: content and rights are as they were. */
    record Same(Known known) implements Verdict {}

    /** Only its readers or its sensitivity. */
    record Relabel(Known known) implements Verdict {}

    /** It has to be read: it is new, or its content is. */
    record Read(Optional<Known> known) implements Verdict {}

    /** It has to be read, since its name is new; it is a document that is known. */
    record Moved(Known from) implements Verdict {}
  }

  private final Map<String, Known> byName = new HashMap<>();
  private final Map<String, List<Known>> byContent = new HashMap<>();
  private final Set<String> listed = new HashSet<>();
  private final Map<UUID, String> moved = new HashMap<>();

  Reconciliation(Collection<Known> known) {
    for (Known document : known) {
      byName.put(document.externalId(), document);
      byContent
          .computeIfAbsent(hex(document.contentHash()), none -> new java.util.ArrayList<>())
          .add(document);
    }
  }

  /** Takes note of an item that is there, whether it can be read or not. */
  synchronized void list(String externalId) {
    listed.add(externalId);
  }

  synchronized boolean isListed(String externalId) {
    return listed.contains(externalId);
  }

  synchronized Optional<Known> known(String externalId) {
    return Optional.ofNullable(byName.get(externalId));
  }

  /** What is to be done with a listed item. A document that moved is promised to its new name. */
  synchronized Verdict of(String externalId, byte[] contentHash, Rights rights) {
    Known known = byName.get(externalId);
    if (known == null) {
      return movedFrom(externalId, contentHash)
          .<Verdict>map(Verdict.Moved::new)
          .orElseGet(() -> new Verdict.Read(Optional.empty()));
    }
    if (!Arrays.equals(known.contentHash(), contentHash)) {
      return new Verdict.Read(Optional.of(known));
    }
    return Rights.of(known).equals(rights) ? new Verdict.Same(known) : new Verdict.Relabel(known);
  }

  private Optional<Known> movedFrom(String externalId, byte[] contentHash) {
    for (Known candidate : byContent.getOrDefault(hex(contentHash), List.of())) {
      boolean gone = !listed.contains(candidate.externalId());
      String promised = moved.get(candidate.documentId());
      if (gone && (promised == null || promised.equals(externalId))) {
        moved.put(candidate.documentId(), externalId);
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * What is known and no longer there.
   *
   * @param hidden whether an item of that name may be there all the same, unseen
   */
  synchronized List<Known> gone(Predicate<String> hidden) {
    return byName.values().stream()
        .filter(known -> !listed.contains(known.externalId()))
        .filter(known -> !moved.containsKey(known.documentId()))
        .filter(known -> !hidden.test(known.externalId()))
        .sorted(java.util.Comparator.comparing(Known::externalId))
        .toList();
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}

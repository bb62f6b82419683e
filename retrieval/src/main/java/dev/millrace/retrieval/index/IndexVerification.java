package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.CorpusLog.Entry;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.index.PassageIndex.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Compares what an index holds with what the corpus says it should, passage by passage, while both
 * go on. What differs is looked at again once the index is level with the corpus: only what differs
 * then does.
 */
public final class IndexVerification {
  /** Documents compared in one go: bounds memory, since each brings its passages and vectors. */
  private static final int BATCH = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Documents that change faster than they can be looked at are somebody else's next time. */
  private static final int LOOKS = 3;

  private final CorpusLog log;
  private final PassageIndex index;
  private final IndexFollower follower;
  private final WorkspaceId workspace;
  private final EmbeddingSpace space;

  public IndexVerification(
      CorpusLog log,
      PassageIndex index,
      IndexFollower follower,
      WorkspaceId workspace,
      EmbeddingSpace space) {
    this.log = log;
    this.index = index;
    this.follower = follower;
    this.workspace = workspace;
    this.space = space;
  }

  /**
   * What was found.
   *
   * @param position of the log that everything before was compared at
   * @param documents compared
   * @param passages that the corpus has
   * @param missing of them that the index lacks
   * @param stale that the index has otherwise
   * @param surplus that the index has and the corpus does not
   * @param differing documents that any of these is of
   * @param repaired of them that were written again and agree now
   */
  public record Report(
      long position,
      long documents,
      long passages,
      long missing,
      long stale,
      long surplus,
      long differing,
      long repaired) {
    /** Whether the index held what it should. */
    public boolean clean() {
      return differing == 0;
    }

    private Report and(Compared compared) {
      return new Report(
          position,
          documents + compared.documents(),
          passages + compared.passages(),
          missing + compared.missing(),
          stale + compared.stale(),
          surplus + compared.surplus(),
          differing + compared.differing().size(),
          repaired);
    }

    private Report mended(int more) {
      return new Report(
          position, documents, passages, missing, stale, surplus, differing, repaired + more);
    }
  }

  /**
   * @param differing documents that differ in a passage or more
   */
  private record Compared(
      int documents, int passages, int missing, int stale, int surplus, Set<UUID> differing) {}

  /**
   * Compares everything.
   *
   * @param repair whether documents that differ are written again
   * @throws IndexUnavailableException if the index does not get level with the corpus
   */
  public Report verify(boolean repair) {
    long head = log.head(workspace).position();
    level();
    Report report = new Report(head, 0, 0, 0, 0, 0, 0, 0);
    Set<UUID> known = new HashSet<>();
    long position = 0;
    while (position < head) {
      List<Entry> entries = log.after(workspace, position, BATCH);
      if (entries.isEmpty()) {
        break;
      }
      position = entries.getLast().position();
      Set<UUID> named = new LinkedHashSet<>();
      entries.stream().map(Entry::documentId).filter(known::add).forEach(named::add);
      report = compare(named, repair, report);
    }
    List<UUID> others = new ArrayList<>(index.documents());
    others.removeAll(known);
    for (int from = 0; from < others.size(); from += BATCH) {
      report = compare(others.subList(from, Math.min(others.size(), from + BATCH)), repair, report);
    }
    return report;
  }

  private Report compare(Collection<UUID> documents, boolean repair, Report report) {
    if (documents.isEmpty()) {
      return report;
    }
    Compared compared = compared(documents);
    for (int look = 1; look < LOOKS && !compared.differing().isEmpty(); look++) {
      level();
      compared = compared(documents);
    }
    Report all = report.and(compared);
    if (!repair || compared.differing().isEmpty()) {
      return all;
    }
    follower.mend(compared.differing()).join();
    Set<UUID> still = compared(compared.differing()).differing();
    return all.mended(compared.differing().size() - still.size());
  }

  /** Waits until searches see all that the corpus has. */
  private void level() {
    long head = log.head(workspace).position();
    try {
      if (follower.await(head, PATIENCE)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IndexUnavailableException(
        "the index is at position %d of %d: try again when it has caught up"
            .formatted(follower.position(), head));
  }

  private Compared compared(Collection<UUID> documents) {
    Map<UUID, Long> wanted = new HashMap<>();
    Map<UUID, UUID> documentOf = new HashMap<>();
    for (Projected document : log.load(workspace, documents, space)) {
      document
          .passages()
          .forEach(
              passage -> {
                wanted.put(passage.passageId(), Fingerprint.of(document, passage));
                documentOf.put(passage.passageId(), document.documentId());
              });
    }
    Set<UUID> differing = new HashSet<>();
    Set<UUID> seen = new HashSet<>();
    int stale = 0;
    int surplus = 0;
    for (Held held : index.held(documents)) {
      Long print = wanted.get(held.passage());
      if (print == null || !seen.add(held.passage())) {
        surplus++;
        differing.add(held.document());
      } else if (print != held.fingerprint()) {
        stale++;
        differing.add(held.document());
      }
    }
    int missing = 0;
    for (Map.Entry<UUID, UUID> one : documentOf.entrySet()) {
      if (!seen.contains(one.getKey())) {
        missing++;
        differing.add(one.getValue());
      }
    }
    return new Compared(documents.size(), wanted.size(), missing, stale, surplus, differing);
  }
}

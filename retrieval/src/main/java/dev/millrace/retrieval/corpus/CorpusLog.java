package dev.millrace.retrieval.corpus;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What changed, in commit order: the source from which indexes are projected.
 *
 * <p>An index reads {@link #after} its own position, {@link #load}s the documents named there as
 * they are now, replaces what it holds of them, and stores the last position. Documents that {@code
 * load} does not return are gone. Applying a stretch of the log twice, or late, is harmless.
 */
public interface CorpusLog {
  /** One change. */
  record Entry(long position, UUID documentId) {}

  /** Which corpus this is and how far it has come. */
  record Head(UUID corpusId, long position) {}

  /** A document as an index needs it. */
  record Projected(
      UUID documentId,
      Set<Long> allow,
      Set<Long> deny,
      String title,
      DocumentProperties properties,
      List<ProjectedPassage> passages) {
    public Projected {
      allow = Set.copyOf(allow);
      deny = Set.copyOf(deny);
      passages = List.copyOf(passages);
    }
  }

  /** A passage with its identity and vector. */
  record ProjectedPassage(UUID passageId, Passage passage, float[] vector) {}

  Head head(WorkspaceId workspace);

  /** The entries after a position, oldest first, at most {@code limit}. */
  List<Entry> after(WorkspaceId workspace, long position, int limit);

  /**
   * The current state of those documents, vectors of that space; passages without a vector there
   * are left out.
   */
  List<Projected> load(WorkspaceId workspace, Collection<UUID> documents, EmbeddingSpace space);
}

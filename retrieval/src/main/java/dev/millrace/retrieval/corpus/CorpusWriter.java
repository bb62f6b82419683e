package dev.millrace.retrieval.corpus;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The only way to change the corpus. Each call is one transaction: all of it is kept or none, and a
 * call that returned survives a crash. What a search sees of it is decided by {@link CorpusLog}'s
 * position, which every change returns.
 */
public interface CorpusWriter {
  /** What a write did. */
  enum Change {
    ADDED,
    CHANGED,
    UNCHANGED
  }

  /**
   * The result of a write.
   *
   * @param position the log position that makes it visible; of an unchanged document, the log's
   *     current one
   */
  record Written(UUID documentId, Revision revision, Change change, long position) {}

  /** What is known of a document without reading it. */
  record Known(
      UUID documentId, String externalId, byte[] contentHash, Rights rights, Revision revision) {}

  /**
   * Writes a document with its passages, replacing what its key named before.
   *
   * @param segmentation how the passages were cut: the chunker's name and settings
   * @throws IllegalArgumentException if a vector is not of the space's dimension or a passage is
   *     not a span of the text
   */
  Written write(
      SourceDocument document,
      String segmentation,
      EmbeddingSpace space,
      List<EmbeddedPassage> passages);

  /**
   * Changes who may read a document, and nothing else. Holds from the next query on. Empty if there
   * is no such document.
   */
  Optional<Long> relabel(WorkspaceId workspace, UUID documentId, Rights rights);

  /**
   * Removes a document with its text, revisions, passages and vectors. Empty if there is no such
   * document.
   */
  Optional<Long> remove(WorkspaceId workspace, UUID documentId);

  /** Documents of a source in the order of their external ids, from after that one on. */
  List<Known> known(WorkspaceId workspace, UUID sourceId, String after, int limit);

  /** Documents of a source with those bytes. */
  List<Known> withContent(WorkspaceId workspace, UUID sourceId, byte[] contentHash);

  /** The document of that key. */
  Optional<Known> known(DocumentKey key);
}

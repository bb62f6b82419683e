package dev.millrace.retrieval.search;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Documents as a viewer may read them at this moment. What he may not read does not exist for him.
 */
public interface DocumentReads {
  /** A document without its text. */
  record DocumentFacts(
      UUID documentId,
      UUID sourceId,
      String externalId,
      String uri,
      String title,
      String mediaType,
      @Nullable String language,
      Revision revision,
      Sensitivity sensitivity,
      Map<String, Object> metadata,
      Instant updatedAt) {}

  /**
   * A document with its canonical text.
   *
   * @param pageStarts position, in code points, at which each page starts
   * @param parser name and version of what made the text
   */
  record DocumentText(
      DocumentFacts facts,
      AccessLabel label,
      String text,
      List<Integer> pageStarts,
      String parser) {
    public DocumentText {
      pageStarts = List.copyOf(pageStarts);
    }
  }

  /** Documents in the order of their ids, from after that one on, of one source or of all. */
  List<DocumentFacts> documents(
      Viewer viewer, Optional<UUID> sourceId, Optional<UUID> after, int limit);

  Optional<DocumentText> document(Viewer viewer, UUID documentId);

  /** Those of the documents that the viewer may read. */
  Set<UUID> readable(Viewer viewer, Set<UUID> documentIds);

  /**
   * The passages of a document's current revision from an ordinal on, in reading order, with score
   * 0.
   */
  List<Evidence> passages(Viewer viewer, UUID documentId, int fromOrdinal, int limit);
}

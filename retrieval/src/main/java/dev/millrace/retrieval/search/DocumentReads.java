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

  /**
   * What a list of documents is narrowed to.
   *
   * @param words each of them stands in the title or the external id, upper and lower case alike;
   *     none for all documents
   */
  record DocumentFilter(
      List<String> words, Optional<UUID> sourceId, Optional<Sensitivity> sensitivity) {
    public DocumentFilter {
      words = List.copyOf(words);
    }
  }

  /** A place in a list of documents: that of a document with that title and id. */
  record DocumentPlace(String title, UUID documentId) {}

  /**
   * A line of a list of documents.
   *
   * @param passages in its current revision
   */
  record DocumentEntry(DocumentFacts facts, int passages) {}

  /**
   * Documents that fit a filter, in the order of their titles in lower case and then of their ids.
   *
   * @param after where the page before ended; empty for the first
   */
  List<DocumentEntry> entries(
      Viewer viewer, DocumentFilter filter, Optional<DocumentPlace> after, int limit);

  /** The sources of which the viewer may read at least one document. */
  Set<UUID> sources(Viewer viewer);

  /** Documents in the order of their ids, from after that one on, of one source or of all. */
  List<DocumentFacts> documents(
      Viewer viewer, Optional<UUID> sourceId, Optional<UUID> after, int limit);

  Optional<DocumentText> document(Viewer viewer, UUID documentId);

  /** Those of the documents that the viewer may read, in no order. */
  List<DocumentFacts> facts(Viewer viewer, Set<UUID> documentIds);

  /** The ids of those of the documents that the viewer may read. */
  Set<UUID> readable(Viewer viewer, Set<UUID> documentIds);

  /**
   * The passages of a document's current revision from an ordinal on, in reading order, with score
   * 0.
   */
  List<Evidence> passages(Viewer viewer, UUID documentId, int fromOrdinal, int limit);
}

package dev.millrace.retrieval.search;

import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens what was cited, also of a text that its document no longer has: the one reader of old
 * revisions. Who opens must be allowed to read the document today, whatever he could read when it
 * was cited.
 */
public interface CitedText {
  /** A state of a document's text that something cites. */
  record Place(UUID documentId, Revision revision) {}

  /** What opening a citation gives. */
  sealed interface Opened {
    /**
     * Exactly the text between the positions.
     *
     * @param externalId of the document today, as title and URI are
     * @param page on which it starts, from 1; null for a text without pages
     * @param superseded when the document got another text; empty while this is its text
     */
    record Text(
        String externalId,
        String uri,
        String title,
        Sensitivity sensitivity,
        @Nullable Integer page,
        String text,
        Optional<Instant> superseded)
        implements Opened {}

    /** The revision is there, but has no such positions. */
    record NoSpan(int length) implements Opened {}

    /** The document has no such revision, or its time is over. */
    record Over() implements Opened {}

    /** There is no such document, or the viewer may not read it: the two are not told apart. */
    record Gone() implements Opened {}
  }

  /** How a cited revision fares. */
  enum Standing {
    /** It is the document's text. */
    CURRENT,
    /** The document has another text by now; this one is still kept. */
    SUPERSEDED,
    /** The document is there; this text of it is no longer kept. */
    OVER,
    /** There is no such document, or the viewer may not read it. */
    GONE
  }

  /**
   * Opens a citation.
   *
   * @param start first position in the revision's canonical text, in code points, from 0
   * @param end position after the last, more than {@code start}
   */
  Opened open(Viewer viewer, Place place, int start, int end);

  /** How each of the places fares, for that viewer, at this moment. */
  Map<Place, Standing> standing(Viewer viewer, List<Place> places);
}

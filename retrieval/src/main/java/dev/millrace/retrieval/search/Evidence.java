package dev.millrace.retrieval.search;

import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage that a viewer was allowed to read when it was fetched, with all that a citation needs.
 *
 * @param page 1-based, or null for a document without pages
 * @param headings the headings above the passage, outermost first
 * @param start first position in the revision's canonical text, in code points
 * @param end position after the last
 * @param score by the mode that found it, higher is better; comparable within one result only
 */
public record Evidence(
    UUID documentId,
    String externalId,
    String uri,
    String title,
    Revision revision,
    UUID passageId,
    @Nullable Integer page,
    List<String> headings,
    int start,
    int end,
    String text,
    Sensitivity sensitivity,
    double score) {
  public Evidence {
    headings = List.copyOf(headings);
  }

  /** The same with another score. */
  Evidence scored(double other) {
    return new Evidence(
        documentId,
        externalId,
        uri,
        title,
        revision,
        passageId,
        page,
        headings,
        start,
        end,
        text,
        sensitivity,
        other);
  }
}

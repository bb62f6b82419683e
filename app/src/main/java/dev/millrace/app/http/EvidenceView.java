package dev.millrace.app.http;

import dev.millrace.retrieval.search.Evidence;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage with all that a citation of it needs.
 *
 * @param revision SHA-256 of the document's text, which start and end refer to
 * @param page from 1; null for a document without pages
 * @param headings above the passage, outermost first
 * @param start first position in the text, in Unicode code points
 * @param end position after the last
 * @param score comparable within one answer only
 */
@Serdeable
@Schema(name = "Evidence")
public record EvidenceView(
    UUID documentId,
    String externalId,
    String uri,
    String title,
    String revision,
    UUID passageId,
    @Nullable Integer page,
    List<String> headings,
    int start,
    int end,
    String text,
    String sensitivity,
    double score) {
  /** As the API shows it. */
  public static EvidenceView of(Evidence found) {
    return new EvidenceView(
        found.documentId(),
        found.externalId(),
        found.uri(),
        found.title(),
        found.revision().hash(),
        found.passageId(),
        found.page(),
        found.headings(),
        found.start(),
        found.end(),
        found.text(),
        found.sensitivity().wire(),
        found.score());
  }
}

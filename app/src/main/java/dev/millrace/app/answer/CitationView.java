package dev.millrace.app.answer;

import dev.millrace.orchestration.turn.Citation;
import dev.millrace.retrieval.search.Evidence;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a mark in an answer stands for: exactly what is cited, and the passage that it is in.
 *
 * @param n the number in the mark
 * @param revision SHA-256 of the document's text, which start and end refer to
 * @param page from 1; null for a document without pages
 * @param headings above the passage, outermost first
 * @param start first position of what is cited, in Unicode code points
 * @param end position after the last
 * @param text what is cited
 * @param score of the passage, comparable within one answer only
 */
@Serdeable
@Schema(name = "Citation")
public record CitationView(
    int n,
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
  public static CitationView of(Citation citation) {
    Evidence passage = citation.passage();
    return new CitationView(
        citation.n(),
        passage.documentId(),
        passage.externalId(),
        passage.uri(),
        passage.title(),
        passage.revision().hash(),
        passage.passageId(),
        passage.page(),
        passage.headings(),
        citation.start(),
        citation.end(),
        citation.text(),
        passage.sensitivity().wire(),
        passage.score());
  }
}

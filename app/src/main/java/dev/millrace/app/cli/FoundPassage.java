package dev.millrace.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence as the API shows it; what the command line does not use is left out.
 *
 * @param page 1-based; null for a document without pages
 * @param headings outermost first
 */
record FoundPassage(
    String documentId,
    String externalId,
    String title,
    @Nullable Integer page,
    List<String> headings,
    String text,
    double score) {
  FoundPassage {
    title = title == null || title.isBlank() ? externalId : title;
    headings = headings == null ? List.of() : List.copyOf(headings);
  }
}

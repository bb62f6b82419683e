package dev.millrace.app.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The list of documents.
 *
 * @param rows what is there for the viewer
 * @param nextPage path and query of the next page; null if there is none
 * @param firstPage whether the list starts here
 * @param mayAskAboutOthers whether the visitor may be told who can see a document, and why
 */
record DocumentsPage(
    Shell shell,
    Asked asked,
    List<SourceChoice> sources,
    List<Row> rows,
    @Nullable String nextPage,
    boolean firstPage,
    boolean mayAskAboutOthers) {
  /** What the list is narrowed to, as the form shows it; empty for not at all. */
  record Asked(String words, String source, String sensitivity) {
    boolean narrowed() {
      return !(words + source + sensitivity).isBlank();
    }
  }

  /** A source that the list can be narrowed to. */
  record SourceChoice(UUID id, String name) {}

  /** A document. */
  record Row(
      UUID id,
      String title,
      String externalId,
      String source,
      String type,
      String sensitivity,
      Moment updated,
      int passages) {}

  DocumentsPage {
    sources = List.copyOf(sources);
    rows = List.copyOf(rows);
  }
}

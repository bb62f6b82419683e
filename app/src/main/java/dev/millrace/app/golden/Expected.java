package dev.millrace.app.golden;

import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What should be found for a question: a document, or of it a page, or a passage that contains a
 * text.
 *
 * @param source name or id of the document's source; null for a document of that name in any
 * @param externalId what the source calls it
 * @param page from 1; null for any
 * @param quote text that the passage contains, however its words are spaced; null for any; 1 to
 *     {@value #LONGEST_QUOTE} characters
 * @param grade how much it is wanted, 1 to {@value #BEST}
 */
record Expected(
    @Nullable String source,
    String externalId,
    @Nullable Integer page,
    @Nullable String quote,
    int grade) {
  static final int LONGEST_QUOTE = 2_000;
  static final int BEST = 100;

  Expected {
    // The rules of names are the key's.
    new DocumentKey(WorkspaceId.DEFAULT, new UUID(0, 0), externalId);
    if (page != null && page < 1) {
      throw new IllegalArgumentException("pages count from 1, not " + page);
    }
    if (quote != null && (quote.isBlank() || quote.length() > LONGEST_QUOTE)) {
      throw new IllegalArgumentException("a quote has 1 to " + LONGEST_QUOTE + " characters");
    }
    if (grade < 1 || grade > BEST) {
      throw new IllegalArgumentException("a grade is 1 to " + BEST + ", not " + grade);
    }
  }

  /** Whether any passage of the document will do. */
  boolean wholeDocument() {
    return page == null && quote == null;
  }

  /** The same place, whatever its grade. */
  Expected ungraded() {
    return new Expected(source, externalId, page, quote, 1);
  }
}

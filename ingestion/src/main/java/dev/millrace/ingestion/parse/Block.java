package dev.millrace.ingestion.parse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document's text that its author set apart.
 *
 * @param start first position in code points
 * @param end position after the last
 * @param page 1-based, or null for a document without pages
 * @param headings the headings above it, outermost first; of a heading, without itself
 */
public record Block(Kind kind, int start, int end, @Nullable Integer page, List<String> headings) {
  /** What a part is. */
  public enum Kind {
    HEADING,
    PARAGRAPH,
    ITEM,
    ROW
  }

  public Block {
    requireNonNull(kind, "kind");
    headings = List.copyOf(headings);
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a block spans " + start + " to " + end);
    }
  }
}

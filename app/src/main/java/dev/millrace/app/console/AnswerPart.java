package dev.millrace.app.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer on a page.
 *
 * @param tone complete, partial or refused
 * @param reason why it is partial or refused; null if it is complete
 * @param pieces its text, cut at its marks
 * @param sources what the marks stand for
 * @param nearest what comes nearest, where nothing answers
 * @param madeBy who made it, and what it took, in a line
 * @param facts the same at length: name and value
 */
record AnswerPart(
    UUID answerId,
    String tone,
    @Nullable String reason,
    List<Piece> pieces,
    List<Source> sources,
    List<Source> nearest,
    String madeBy,
    List<Fact> facts) {
  /**
   * Text, or a mark.
   *
   * @param text of a mark, its number
   * @param source what the mark stands for; null of text
   */
  record Piece(String text, @Nullable Source source) {}

  /**
   * A place in a document.
   *
   * @param n the mark's number; 0 for none
   * @param place which page, in words; empty for a document without pages
   * @param link to the document, with the place marked
   */
  record Source(int n, String title, String place, String link) {}

  /** Something that is known of how the answer was made. */
  record Fact(String name, String value) {}

  AnswerPart {
    pieces = List.copyOf(pieces);
    sources = List.copyOf(sources);
    nearest = List.copyOf(nearest);
    facts = List.copyOf(facts);
  }
}

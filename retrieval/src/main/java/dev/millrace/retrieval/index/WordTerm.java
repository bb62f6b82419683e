package dev.millrace.retrieval.index;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * A word in the form in which an index keeps it.
 *
 * @param field which of a passage's fields: its words as written, the parts of its identifiers, or
 *     the stems of a language
 */
public record WordTerm(String field, String text) implements Comparable<WordTerm> {
  private static final Comparator<WordTerm> ORDER =
      Comparator.comparing(WordTerm::field).thenComparing(WordTerm::text);

  public WordTerm {
    requireNonNull(field, "field");
    requireNonNull(text, "text");
  }

  @Override
  public int compareTo(WordTerm other) {
    return ORDER.compare(this, other);
  }
}

package dev.millrace.retrieval.filter;

/**
 * A condition on a passage's own text, title and headings. Unlike a document's facets these never
 * change for a passage: another text is another passage. What an index says of them is the truth.
 */
public sealed interface TextCondition {
  /** The words, as they are written but for upper and lower case, one after the other. */
  String words();

  /** The words stand in it. */
  record Holds(String words) implements TextCondition {}

  /** The words don't stand in it. */
  record Lacks(String words) implements TextCondition {}
}

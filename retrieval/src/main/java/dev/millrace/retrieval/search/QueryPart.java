package dev.millrace.retrieval.search;

/** A stretch of a query. */
public sealed interface QueryPart {
  /** What stands there, without the marks around it. */
  String text();

  /** Words in any order. */
  record Words(String text) implements QueryPart {}

  /** Words in quotation marks: they must stand together, in this order and in this form. */
  record Phrase(String text) implements QueryPart {}

  /** A word or a phrase behind a minus: it must not be there. */
  record Without(String text) implements QueryPart {}
}

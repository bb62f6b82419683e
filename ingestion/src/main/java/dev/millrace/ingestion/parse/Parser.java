package dev.millrace.ingestion.parse;

/** Makes text of a file. Safe for use by many threads at once. */
public interface Parser {
  /** Reads a file. What is wrong with the file is a result, never an exception. */
  ParseResult parse(FetchedFile file);
}

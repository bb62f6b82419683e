package dev.millrace.ingestion.job;

/** The source was deleted while something was done for it. */
public final class SourceGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SourceGoneException() {
    super("the source was deleted");
  }
}

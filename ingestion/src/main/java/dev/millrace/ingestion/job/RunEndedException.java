package dev.millrace.ingestion.job;

/** Something was sent to a run that is not under way. */
public final class RunEndedException extends Exception {
  private static final long serialVersionUID = 1;

  RunEndedException(String message) {
    super(message);
  }
}

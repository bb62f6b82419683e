package dev.millrace.ingestion.job;

/**
 * Something that the document needs failed, for no fault of its own: the same may go well later.
 */
public final class NotNowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotNowException(String externalId, String reason) {
    super(externalId + " can't be taken now: " + reason);
  }
}

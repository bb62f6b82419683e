package dev.millrace.retrieval.index;

/**
 * The index can't answer wholly at the moment, so it does not answer at all. The message names what
 * is missing and how to mend it, and nothing secret.
 */
public class IndexUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public IndexUnavailableException(String message) {
    super(message);
  }

  public IndexUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

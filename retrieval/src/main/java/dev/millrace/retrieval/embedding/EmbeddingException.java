package dev.millrace.retrieval.embedding;

/** The embedding model could not be loaded or did not answer. */
public final class EmbeddingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EmbeddingException(String message) {
    super(message);
  }

  public EmbeddingException(String message, Throwable cause) {
    super(message, cause);
  }
}

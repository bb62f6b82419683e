package dev.millrace.retrieval.rerank;

/** A reranker can't be used as it is configured. */
public final class RerankerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RerankerException(String message) {
    super(message);
  }

  RerankerException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.millrace.retrieval.index;

import java.io.IOException;

/** An index that is whole but not the one that is wanted, or no index at all: to be made anew. */
final class UnusableIndexException extends IOException {
  private static final long serialVersionUID = 1;

  UnusableIndexException(String message) {
    super(message);
  }

  UnusableIndexException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.millrace.retrieval.opensearch;

import dev.millrace.retrieval.index.IndexUnavailableException;

/** The cluster did not do, or not wholly, what was asked of it. */
public final class OpenSearchException extends IndexUnavailableException {
  private static final long serialVersionUID = 1;

  /** What is the matter. */
  public enum Fault {
    /** No node answers. */
    UNREACHABLE,
    /** A node took longer than it may. */
    SLOW,
    /** It has too much to do; later it may have time. */
    BUSY,
    /** It answers, but a part of the index, or of the cluster, is missing. */
    DEGRADED,
    /** It does not know us, or does not let us. */
    REFUSED,
    /** There is no such index. */
    MISSING,
    /** Somebody else wrote meanwhile. */
    CONFLICT,
    /** The index is there and is not ours. */
    MISMATCH,
    /** It did not understand, or answered what we don't. */
    FAILED
  }

  private final Fault fault;

  OpenSearchException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  OpenSearchException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /** What is the matter. */
  public Fault fault() {
    return fault;
  }
}

package dev.millrace.retrieval.rerank;

/** Why a passage was not judged. */
public enum Shortfall {
  /** The time was over. */
  LATE,
  /** The reranker failed, as the log says. */
  FAILED,
  /** It failed often enough to be left out for a while. */
  LEFT_OUT,
  /** The query or the passage is more sensitive than the reranker may see. */
  NOT_CLEARED
}

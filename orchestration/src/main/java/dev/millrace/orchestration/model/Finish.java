package dev.millrace.orchestration.model;

/** Why a complete answer ends where it ends. */
public enum Finish {
  /** The model was done, or came to a stop text. */
  STOP,
  /** The most tokens allowed were reached. */
  LENGTH,
  /** The model or the provider's filter refused. */
  FILTERED
}

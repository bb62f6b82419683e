package dev.millrace.orchestration.model;

/** Who speaks in a conversation. */
public enum Role {
  /** Instructions to the model. */
  SYSTEM,
  /** The one who asks. */
  USER,
  /** The model's earlier answers. */
  ASSISTANT
}

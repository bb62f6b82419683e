package dev.millrace.orchestration.conversation;

/** Who speaks. */
public enum Role {
  USER,
  ASSISTANT
}

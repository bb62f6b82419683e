package dev.millrace.retrieval.corpus;

/** One tenant's corpus. Every row, query and index entry belongs to exactly one workspace. */
public record WorkspaceId(int value) {
  /** The workspace that the first migration creates. */
  public static final WorkspaceId DEFAULT = new WorkspaceId(1);

  public WorkspaceId {
    if (value < 1) {
      throw new IllegalArgumentException("a workspace id is positive, not " + value);
    }
  }
}

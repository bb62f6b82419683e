package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Where a document comes from.
 *
 * @param externalId its name within the source: a relative path, a message id, what the pusher
 *     calls it; 1 to 2,000 characters
 */
public record DocumentKey(WorkspaceId workspace, UUID sourceId, String externalId) {
  private static final int LONGEST = 2_000;

  public DocumentKey {
    requireNonNull(workspace, "workspace");
    requireNonNull(sourceId, "sourceId");
    if (externalId.isBlank() || externalId.length() > LONGEST || externalId.indexOf(0) >= 0) {
      throw new IllegalArgumentException(
          "an externalId has 1 to " + LONGEST + " characters and no NUL");
    }
  }
}

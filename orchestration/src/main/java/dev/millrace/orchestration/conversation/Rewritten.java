package dev.millrace.orchestration.conversation;

import static java.util.Objects.requireNonNull;

/**
 * A question to search with.
 *
 * @param query plain text; blank only if the question was
 * @param changed whether something of the history was added to the question
 */
public record Rewritten(String query, boolean changed) {
  public Rewritten {
    requireNonNull(query, "query");
  }
}

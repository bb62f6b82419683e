package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Whose eyes a query reads with. Resolved from Postgres for each request and never kept: a
 * membership that was revoked is gone from the next query on.
 *
 * @param user who it is: what is his alone, such as his conversations, goes by it
 * @param principals database ids of the user, of every group that he belongs to directly or through
 *     others, and of everyone; never empty
 */
public record Viewer(WorkspaceId workspace, Principal user, Set<Long> principals) {
  public Viewer {
    requireNonNull(workspace, "workspace");
    requireNonNull(user, "user");
    principals = Set.copyOf(principals);
    if (principals.isEmpty()) {
      throw new IllegalArgumentException("a viewer is at least part of everyone");
    }
  }
}

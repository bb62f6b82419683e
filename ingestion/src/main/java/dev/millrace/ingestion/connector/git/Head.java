package dev.millrace.ingestion.connector.git;

import static java.util.Objects.requireNonNull;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A branch's newest commit.
 *
 * @param branch without {@code refs/heads/}
 */
record Head(String branch, ObjectId commit) {
  Head {
    requireNonNull(branch, "branch");
    requireNonNull(commit, "commit");
  }

  @Override
  public String toString() {
    return "branch " + branch + ", commit " + commit.abbreviate(10).name();
  }
}

package dev.millrace.ingestion.connector.git;

import java.util.Optional;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.lib.ObjectId;

/**
 * How far a scan has got.
 *
 * @param rules stands for what decides which files are told and how; other rules, other scan
 * @param before the commit that it started from; empty if it tells all that is there
 * @param commit the commit that it tells
 * @param after the path told last; empty when all is told
 */
record GitCursor(String rules, Optional<ObjectId> before, ObjectId commit, Optional<String> after) {
  private static final String FORM = "git1";
  private static final String NONE = "-";

  /** What {@link #toString} wrote; empty if it is something else. */
  static Optional<GitCursor> parse(String text) {
    String[] parts = text.split(" ", 5);
    if (parts.length < 4 || !parts[0].equals(FORM)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new GitCursor(
              parts[1],
              parts[2].equals(NONE) ? Optional.empty() : Optional.of(ObjectId.fromString(parts[2])),
              ObjectId.fromString(parts[3]),
              parts.length == 5 ? Optional.of(parts[4]) : Optional.empty()));
    } catch (InvalidObjectIdException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    String start =
        String.join(" ", FORM, rules, before.map(ObjectId::name).orElse(NONE), commit.name());
    return after.map(path -> start + " " + path).orElse(start);
  }
}

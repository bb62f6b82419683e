package dev.millrace.app.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key may be used for. Says nothing of what may be read. */
public enum Scope {
  /** Everything that the others allow, and keys and groups besides. */
  ADMIN,
  /** Sources, runs, pushing and deleting documents. */
  INGEST,
  /** Searching, asking, reading documents and one's own conversations. */
  SEARCH,
  /** Reading with the eyes of a user whom the request names. */
  ACT;

  /** The name in JSON and SQL. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a key that holds those scopes may do what needs this one. */
  public boolean heldBy(Set<Scope> held) {
    return held.contains(this) || held.contains(ADMIN);
  }

  /**
   * The scope of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static Scope of(String wire) {
    for (Scope scope : values()) {
      if (scope.wire().equals(wire)) {
        return scope;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + wire
            + "\" is not a scope: write "
            + Arrays.stream(values()).map(Scope::wire).collect(Collectors.joining(", ")));
  }
}

package dev.millrace.retrieval.corpus;

import java.util.Set;

/**
 * Who may read a document: anyone who is or belongs to an allowed principal, and neither is nor
 * belongs to a denied one. An empty allow set means nobody.
 */
public record AccessLabel(Set<Principal> allow, Set<Principal> deny) {
  /** Readable by every viewer of the workspace. */
  public static final AccessLabel EVERYONE = allow(Principal.EVERYONE);

  public AccessLabel {
    allow = Set.copyOf(allow);
    deny = Set.copyOf(deny);
  }

  /** A label that allows these and denies nobody. */
  public static AccessLabel allow(Principal... readers) {
    return new AccessLabel(Set.of(readers), Set.of());
  }
}

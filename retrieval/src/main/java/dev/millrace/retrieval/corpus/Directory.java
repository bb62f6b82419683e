package dev.millrace.retrieval.corpus;

import java.util.Map;
import java.util.Set;

/** Who there is: users, groups, and who belongs to which. */
public interface Directory {
  /**
   * Resolves a user, with every group that he belongs to directly or through others. A user nobody
   * has named before reads what everyone may read.
   */
  Viewer viewer(WorkspaceId workspace, Principal user);

  /**
   * Replaces a group's direct members. Holds from the next query on.
   *
   * @throws IllegalArgumentException if {@code group} is not a group, a member is everyone, or the
   *     group would contain itself
   */
  void setMembers(WorkspaceId workspace, Principal group, Set<Principal> members);

  /** The database ids of those of the principals that anything has named before. */
  Set<Long> ids(WorkspaceId workspace, Set<Principal> principals);

  /** Every group with its direct members. */
  Map<Principal, Set<Principal>> groups(WorkspaceId workspace);
}

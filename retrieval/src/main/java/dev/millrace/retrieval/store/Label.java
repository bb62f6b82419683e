package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** An access label as database ids, sorted so that equal labels are equal arrays. */
record Label(Collection<Long> allow, Collection<Long> deny) {
  static Label of(Connection connection, WorkspaceId workspace, AccessLabel label)
      throws SQLException {
    Set<Principal> named = new HashSet<>(label.allow());
    named.addAll(label.deny());
    Map<Principal, Long> ids = Principals.findOrAdd(connection, workspace, named);
    return new Label(
        label.allow().stream().map(ids::get).sorted().toList(),
        label.deny().stream().map(ids::get).sorted().toList());
  }
}

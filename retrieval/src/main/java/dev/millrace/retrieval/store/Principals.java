package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Principals and their database ids. */
final class Principals {
  private static final String FIND =
      """
      SELECT principal_id, issuer, kind, external_id
      FROM principal
      JOIN unnest(?, ?, ?) AS wanted (issuer, kind, external_id) USING (issuer, kind, external_id)
      WHERE workspace_id = ?
      """;

  private static final String ADD =
      """
      INSERT INTO principal (issuer, kind, external_id, workspace_id)
      SELECT issuer, kind, external_id, ? FROM unnest(?, ?, ?) AS wanted (issuer, kind, external_id)
      ORDER BY issuer, kind, external_id
      ON CONFLICT DO NOTHING
      """;

  private Principals() {}

  /** The ids of those that exist. */
  static Map<Principal, Long> find(
      Connection connection, WorkspaceId workspace, Collection<Principal> principals)
      throws SQLException {
    Map<Principal, Long> ids = new LinkedHashMap<>();
    if (principals.isEmpty()) {
      return ids;
    }
    List<Map.Entry<Principal, Long>> rows =
        Sql.query(
            connection,
            FIND,
            statement -> {
              statement.setArray(1, Sql.texts(connection, issuers(principals)));
              statement.setArray(2, Sql.texts(connection, kinds(principals)));
              statement.setArray(3, Sql.texts(connection, names(principals)));
              statement.setInt(4, workspace.value());
            },
            row ->
                Map.entry(
                    new Principal(
                        row.getString("issuer"),
                        Principal.Kind.of(row.getString("kind")),
                        row.getString("external_id")),
                    row.getLong("principal_id")));
    rows.forEach(row -> ids.put(row.getKey(), row.getValue()));
    return ids;
  }

  /** The ids of all of them; those that are new are added. */
  static Map<Principal, Long> findOrAdd(
      Connection connection, WorkspaceId workspace, Collection<Principal> principals)
      throws SQLException {
    Map<Principal, Long> known = find(connection, workspace, principals);
    if (known.keySet().containsAll(principals)) {
      return known;
    }
    Sql.update(
        connection,
        ADD,
        statement -> {
          statement.setInt(1, workspace.value());
          statement.setArray(2, Sql.texts(connection, issuers(principals)));
          statement.setArray(3, Sql.texts(connection, kinds(principals)));
          statement.setArray(4, Sql.texts(connection, names(principals)));
        });
    return find(connection, workspace, principals);
  }

  private static List<String> issuers(Collection<Principal> principals) {
    return principals.stream().map(Principal::issuer).toList();
  }

  private static List<String> kinds(Collection<Principal> principals) {
    return principals.stream().map(principal -> principal.kind().wire()).toList();
  }

  private static List<String> names(Collection<Principal> principals) {
    return principals.stream().map(Principal::externalId).toList();
  }
}

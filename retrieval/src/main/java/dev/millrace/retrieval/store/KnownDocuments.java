package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A source's documents without their text. */
final class KnownDocuments {
  private KnownDocuments() {}

  private record Row(
      UUID id,
      String externalId,
      byte[] hash,
      List<Long> allow,
      List<Long> deny,
      int sensitivity,
      byte[] revision) {}

  /** Those of a source, or the one of that name. */
  static List<Known> of(
      Connection connection, WorkspaceId workspace, UUID sourceId, Optional<String> externalId)
      throws SQLException {
    List<Row> rows =
        Sql.query(
            connection,
            """
            SELECT document_id, external_id, content_hash, allow, deny, sensitivity, revision
            FROM document WHERE workspace_id = ? AND source_id = ?
            """
                + (externalId.isPresent() ? "AND external_id = ?" : "ORDER BY external_id"),
            statement -> {
              statement.setInt(1, workspace.value());
              statement.setObject(2, sourceId);
              if (externalId.isPresent()) {
                statement.setString(3, externalId.get());
              }
            },
            row ->
                new Row(
                    Sql.uuid(row, "document_id"),
                    row.getString("external_id"),
                    row.getBytes("content_hash"),
                    Sql.longList(row, "allow"),
                    Sql.longList(row, "deny"),
                    row.getInt("sensitivity"),
                    row.getBytes("revision")));
    Set<Long> ids = new HashSet<>();
    rows.forEach(
        row -> {
          ids.addAll(row.allow());
          ids.addAll(row.deny());
        });
    Map<Long, Principal> principals = principals(connection, ids);
    return rows.stream()
        .map(
            row ->
                new Known(
                    row.id(),
                    row.externalId(),
                    row.hash(),
                    new AccessLabel(named(principals, row.allow()), named(principals, row.deny())),
                    Sensitivity.ofLevel(row.sensitivity()),
                    Revision.of(row.revision())))
        .toList();
  }

  static Map<Long, Principal> principals(Connection connection, Collection<Long> ids)
      throws SQLException {
    Map<Long, Principal> principals = new HashMap<>();
    Sql.query(
            connection,
            "SELECT principal_id, issuer, kind, external_id FROM principal WHERE principal_id = ANY (?)",
            statement -> statement.setArray(1, Sql.longs(connection, ids)),
            row -> Map.entry(row.getLong("principal_id"), PostgresDirectory.principal(row)))
        .forEach(entry -> principals.put(entry.getKey(), entry.getValue()));
    return principals;
  }

  static Set<Principal> named(Map<Long, Principal> principals, List<Long> ids) {
    return ids.stream().map(principals::get).collect(Collectors.toSet());
  }
}

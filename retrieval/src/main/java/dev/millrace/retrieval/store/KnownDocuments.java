package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
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
      Set<Rights.Part> own,
      byte[] revision) {}

  /** Those of a source in the order of their names, from after that one on. */
  static List<Known> after(
      Connection connection, WorkspaceId workspace, UUID sourceId, String after, int limit)
      throws SQLException {
    return of(
        connection,
        workspace,
        sourceId,
        "AND external_id > ? ORDER BY external_id LIMIT ?",
        statement -> {
          statement.setString(3, after);
          statement.setInt(4, limit);
        });
  }

  /** Those of a source with those bytes, in the order of their names. */
  static List<Known> withContent(
      Connection connection, WorkspaceId workspace, UUID sourceId, byte[] contentHash)
      throws SQLException {
    return of(
        connection,
        workspace,
        sourceId,
        "AND content_hash = ? ORDER BY external_id",
        statement -> statement.setBytes(3, contentHash));
  }

  /** The one of that key. */
  static Optional<Known> named(Connection connection, DocumentKey key) throws SQLException {
    return of(
            connection,
            key.workspace(),
            key.sourceId(),
            "AND external_id = ?",
            statement -> statement.setString(3, key.externalId()))
        .stream()
        .findFirst();
  }

  private static List<Known> of(
      Connection connection,
      WorkspaceId workspace,
      UUID sourceId,
      String which,
      Sql.Binder bindWhich)
      throws SQLException {
    List<Row> rows =
        Sql.query(
            connection,
            """
            SELECT document_id, external_id, content_hash, allow, deny, sensitivity, own_rights, revision
            FROM document WHERE workspace_id = ? AND source_id = ?
            """
                + which,
            statement -> {
              statement.setInt(1, workspace.value());
              statement.setObject(2, sourceId);
              bindWhich.to(statement);
            },
            row ->
                new Row(
                    Sql.uuid(row, "document_id"),
                    row.getString("external_id"),
                    row.getBytes("content_hash"),
                    Sql.longList(row, "allow"),
                    Sql.longList(row, "deny"),
                    row.getInt("sensitivity"),
                    own(row),
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
                    new Rights(
                        new AccessLabel(
                            named(principals, row.allow()), named(principals, row.deny())),
                        Sensitivity.ofLevel(row.sensitivity()),
                        row.own()),
                    Revision.of(row.revision())))
        .toList();
  }

  static Set<Rights.Part> own(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("own_rights").getArray())
        .map(Rights.Part::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  static Map<Long, Principal> principals(Connection connection, Collection<Long> ids)
      throws SQLException {
    Map<Long, Principal> principals = new HashMap<>();
    if (ids.isEmpty()) {
      return principals;
    }
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

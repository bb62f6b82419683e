package dev.millrace.retrieval.store;

import dev.millrace.retrieval.access.AccessRecords;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Principal.Kind;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Labels and memberships for who explains them. Selects nothing that could be read of a text. */
public final class PostgresAccess implements AccessRecords {
  private final Sql sql;

  public PostgresAccess(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  /** The newest entry that set the label; there is an index of those. */
  private static final String DOCUMENT =
      """
      SELECT d.document_id, d.source_id, d.external_id, d.allow, d.deny, d.sensitivity, d.own_rights,
        l.position, l.at, l.change,
        (SELECT count(*) FROM passage p
         WHERE p.document_id = d.document_id AND p.revision = d.revision AND\s"""
          + PostgresEvidence.LIVE
          + """
        ) AS passages
      FROM document d
      LEFT JOIN LATERAL (
        SELECT c.position, c.at, c.change FROM corpus_log c
        WHERE c.workspace_id = d.workspace_id AND c.document_id = d.document_id AND c.labels
        ORDER BY c.position DESC LIMIT 1) l ON true
      WHERE d.workspace_id = ? AND d.document_id = ?
      """;

  @Override
  public Optional<LabelledDocument> document(WorkspaceId workspace, UUID documentId) {
    return sql.on(
        connection ->
            Sql.query(
                    connection,
                    DOCUMENT,
                    statement -> {
                      statement.setInt(1, workspace.value());
                      statement.setObject(2, documentId);
                    },
                    row -> labelled(connection, row))
                .stream()
                .findFirst());
  }

  private static LabelledDocument labelled(Connection connection, ResultSet row)
      throws SQLException {
    List<Long> allow = Sql.longList(row, "allow");
    List<Long> deny = Sql.longList(row, "deny");
    Set<Long> named = new HashSet<>(allow);
    named.addAll(deny);
    Map<Long, Principal> principals = KnownDocuments.principals(connection, named);
    Long position = row.getObject("position", Long.class);
    return new LabelledDocument(
        Sql.uuid(row, "document_id"),
        Sql.uuid(row, "source_id"),
        row.getString("external_id"),
        new Rights(
            new AccessLabel(
                KnownDocuments.named(principals, allow), KnownDocuments.named(principals, deny)),
            Sensitivity.ofLevel(row.getInt("sensitivity")),
            KnownDocuments.own(row)),
        position == null
            ? Optional.empty()
            : Optional.of(
                new Labelling(
                    position, instant(row, "at"), row.getString("change").equals("relabel"))),
        row.getInt("passages"));
  }

  private static final String MEMBERSHIPS =
      PostgresDirectory.REACH
          + """
          SELECT member.issuer, member.kind, member.external_id,
            g.issuer AS group_issuer, g.external_id AS group_name, m.since
          FROM reach
          JOIN membership m ON m.member_id = reach.principal_id
          JOIN principal member ON member.principal_id = m.member_id
          JOIN principal g ON g.principal_id = m.group_id
          ORDER BY g.issuer, g.external_id
          """;

  @Override
  public Optional<List<Membership>> memberships(WorkspaceId workspace, Principal user) {
    List<Membership> found =
        sql.query(
            MEMBERSHIPS,
            statement -> bind(statement, workspace, user),
            row ->
                new Membership(
                    PostgresDirectory.principal(row),
                    new Principal(
                        row.getString("group_issuer"), Kind.GROUP, row.getString("group_name")),
                    instant(row, "since")));
    return found.isEmpty() && !known(workspace, user) ? Optional.empty() : Optional.of(found);
  }

  private boolean known(WorkspaceId workspace, Principal user) {
    return !sql.query(
            "SELECT principal_id FROM principal WHERE workspace_id = ? AND issuer = ? AND kind = ? AND external_id = ?",
            statement -> bind(statement, workspace, user),
            row -> row.getLong(1))
        .isEmpty();
  }

  private static void bind(PreparedStatement statement, WorkspaceId workspace, Principal user)
      throws SQLException {
    statement.setInt(1, workspace.value());
    statement.setString(2, user.issuer());
    statement.setString(3, user.kind().wire());
    statement.setString(4, user.externalId());
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}

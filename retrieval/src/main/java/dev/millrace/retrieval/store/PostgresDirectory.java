package dev.millrace.retrieval.store;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Principal.Kind;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Who belongs to what, in Postgres. */
public final class PostgresDirectory implements Directory {
  private final Sql sql;

  public PostgresDirectory(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  /**
   * The table "reach" of what a principal, by workspace, issuer, kind and name, is and belongs to.
   * UNION, not UNION ALL: it also ends a cycle, should one ever get in.
   */
  static final String REACH =
      """
      WITH RECURSIVE reach (principal_id) AS (
        SELECT principal_id FROM principal WHERE workspace_id = ? AND issuer = ? AND kind = ? AND external_id = ?
        UNION
        SELECT m.group_id FROM membership m JOIN reach ON m.member_id = reach.principal_id
      )
      """;

  private static final String REACHED = REACH + "SELECT principal_id FROM reach\n";

  @Override
  public Viewer viewer(WorkspaceId workspace, Principal user) {
    if (user.kind() != Kind.USER) {
      throw new IllegalArgumentException(user + " is not a user");
    }
    List<Long> ids =
        sql.query(
            REACHED
                + """
                UNION ALL
                SELECT principal_id FROM principal WHERE workspace_id = ? AND kind = 'everyone'
                """,
            statement -> {
              statement.setInt(1, workspace.value());
              statement.setString(2, user.issuer());
              statement.setString(3, user.kind().wire());
              statement.setString(4, user.externalId());
              statement.setInt(5, workspace.value());
            },
            row -> row.getLong(1));
    return new Viewer(workspace, user, new HashSet<>(ids));
  }

  @Override
  public void setMembers(WorkspaceId workspace, Principal group, Set<Principal> members) {
    if (group.kind() != Kind.GROUP) {
      throw new IllegalArgumentException(group + " is not a group");
    }
    if (members.stream().anyMatch(member -> member.kind() == Kind.EVERYONE)) {
      throw new IllegalArgumentException("everyone can't be a member: name users and groups");
    }
    Set<Principal> all = new HashSet<>(members);
    all.add(group);
    sql.transaction(
        connection -> {
          // Two groups that were each put into the other at once would make a cycle: one change at
          // a time.
          Sql.query(
              connection,
              "SELECT pg_advisory_xact_lock(?)",
              s -> s.setLong(1, workspace.value()),
              row -> 0);
          Map<Principal, Long> ids = Principals.findOrAdd(connection, workspace, all);
          long groupId = requireNonNull(ids.get(group));
          Set<Long> above = new HashSet<>(above(connection, workspace, group));
          for (Principal member : members) {
            if (above.contains(ids.get(member))) {
              throw new IllegalArgumentException(
                  group + " can't contain " + member + ", which is " + group + " or contains it");
            }
          }
          Set<Long> memberIds = new HashSet<>();
          members.forEach(member -> memberIds.add(ids.get(member)));
          replace(connection, workspace, groupId, memberIds);
          return groupId;
        });
  }

  private static List<Long> above(Connection connection, WorkspaceId workspace, Principal group)
      throws SQLException {
    return Sql.query(
        connection,
        REACHED,
        statement -> {
          statement.setInt(1, workspace.value());
          statement.setString(2, group.issuer());
          statement.setString(3, group.kind().wire());
          statement.setString(4, group.externalId());
        },
        row -> row.getLong(1));
  }

  /** Leaves those that stay alone, so that their {@code since} keeps its meaning. */
  private static void replace(
      Connection connection, WorkspaceId workspace, long groupId, Set<Long> memberIds)
      throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM membership WHERE group_id = ? AND NOT member_id = ANY (?)",
        statement -> {
          statement.setLong(1, groupId);
          statement.setArray(2, Sql.longs(connection, memberIds));
        });
    Sql.update(
        connection,
        """
        INSERT INTO membership (workspace_id, group_id, member_id)
        SELECT ?, ?, member_id FROM unnest(?) AS members (member_id)
        ON CONFLICT DO NOTHING
        """,
        statement -> {
          statement.setInt(1, workspace.value());
          statement.setLong(2, groupId);
          statement.setArray(3, Sql.longs(connection, memberIds));
        });
  }

  @Override
  public Set<Long> ids(WorkspaceId workspace, Set<Principal> principals) {
    return sql.on(
        connection -> Set.copyOf(Principals.find(connection, workspace, principals).values()));
  }

  @Override
  public Map<Principal, Set<Principal>> groups(WorkspaceId workspace) {
    Map<Principal, Set<Principal>> groups =
        new TreeMap<>(java.util.Comparator.comparing(Principal::toString));
    sql.query(
        """
            SELECT g.issuer AS group_issuer, g.external_id AS group_name, m.issuer, m.kind, m.external_id
            FROM principal g
            LEFT JOIN membership ON membership.group_id = g.principal_id
            LEFT JOIN principal m ON m.principal_id = membership.member_id
            WHERE g.workspace_id = ? AND g.kind = 'group'
            """,
        statement -> statement.setInt(1, workspace.value()),
        row -> {
          Principal group =
              new Principal(row.getString("group_issuer"), Kind.GROUP, row.getString("group_name"));
          Set<Principal> members =
              groups.computeIfAbsent(
                  group,
                  absent -> new TreeSet<>(java.util.Comparator.comparing(Principal::toString)));
          if (row.getString("kind") != null) {
            members.add(principal(row));
          }
          return group;
        });
    return groups;
  }

  static Principal principal(ResultSet row) throws SQLException {
    return new Principal(
        row.getString("issuer"), Kind.of(row.getString("kind")), row.getString("external_id"));
  }
}

package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Embedding spaces and their database ids. */
final class Spaces {
  private Spaces() {}

  static Optional<Integer> find(Connection connection, WorkspaceId workspace, EmbeddingSpace space)
      throws SQLException {
    return Sql.query(
            connection,
            """
            SELECT space_id FROM embedding_space
            WHERE workspace_id = ? AND model = ? AND dimension = ? AND query_prefix = ?
            """,
            statement -> bind(statement, workspace, space),
            row -> row.getInt(1))
        .stream()
        .findFirst();
  }

  static int add(Connection connection, WorkspaceId workspace, EmbeddingSpace space)
      throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO embedding_space (workspace_id, model, dimension, query_prefix) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        statement -> bind(statement, workspace, space));
    return find(connection, workspace, space).orElseThrow();
  }

  private static void bind(PreparedStatement statement, WorkspaceId workspace, EmbeddingSpace space)
      throws SQLException {
    statement.setInt(1, workspace.value());
    statement.setString(2, space.model());
    statement.setInt(3, space.dimension());
    statement.setString(4, space.queryPrefix());
  }
}

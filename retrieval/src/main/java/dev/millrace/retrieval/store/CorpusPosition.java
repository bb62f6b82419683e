package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** The counter that orders changes of a corpus, and the log that it numbers. */
final class CorpusPosition {
  private CorpusPosition() {}

  static long head(Connection connection, WorkspaceId workspace) throws SQLException {
    return Sql.query(
            connection,
            "SELECT position FROM workspace WHERE workspace_id = ?",
            statement -> statement.setInt(1, workspace.value()),
            row -> row.getLong(1))
        .getFirst();
  }

  /** The last position handed out, and no further one until this transaction ends. */
  static long hold(Connection connection, WorkspaceId workspace) throws SQLException {
    return Sql.query(
            connection,
            "SELECT position FROM workspace WHERE workspace_id = ? FOR UPDATE",
            statement -> statement.setInt(1, workspace.value()),
            row -> row.getLong(1))
        .getFirst();
  }

  /**
   * Takes the next position. Must be the transaction's last statement: the counter's row stays
   * locked until the commit.
   *
   * @param labels whether it sets who may read the document
   */
  static long log(
      Connection connection, WorkspaceId workspace, UUID documentId, String change, boolean labels)
      throws SQLException {
    return Sql.query(
            connection,
            """
            WITH next AS (UPDATE workspace SET position = position + 1 WHERE workspace_id = ? RETURNING workspace_id, position)
            INSERT INTO corpus_log (workspace_id, position, document_id, change, labels)
            SELECT workspace_id, position, ?, ?, ? FROM next
            RETURNING position
            """,
            statement -> {
              statement.setInt(1, workspace.value());
              statement.setObject(2, documentId);
              statement.setString(3, change);
              statement.setBoolean(4, labels);
            },
            row -> row.getLong(1))
        .getFirst();
  }
}

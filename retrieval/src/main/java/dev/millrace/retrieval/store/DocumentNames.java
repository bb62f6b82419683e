package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Ids of documents by what their sources call them. Selects nothing of what is in them. */
public final class DocumentNames {
  private final Sql sql;

  public DocumentNames(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  /** A document by its source and its name there. */
  public record Named(UUID documentId, UUID sourceId, String externalId) {}

  /** The documents of those names, in whatever source. Reads the whole table of documents. */
  public List<Named> find(WorkspaceId workspace, Collection<String> externalIds) {
    if (externalIds.isEmpty()) {
      return List.of();
    }
    return sql.on(
        connection ->
            Sql.query(
                connection,
                """
                SELECT document_id, source_id, external_id FROM document
                WHERE workspace_id = ? AND external_id = ANY (?)
                """,
                statement -> {
                  statement.setInt(1, workspace.value());
                  statement.setArray(2, Sql.texts(connection, externalIds));
                },
                row ->
                    new Named(
                        Sql.uuid(row, "document_id"),
                        Sql.uuid(row, "source_id"),
                        row.getString("external_id"))));
  }
}

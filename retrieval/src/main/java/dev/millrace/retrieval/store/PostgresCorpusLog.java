package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the corpus for indexes. No viewer here: an index holds everything and filters at search
 * time.
 */
public final class PostgresCorpusLog implements CorpusLog {
  private final Sql sql;

  public PostgresCorpusLog(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  @Override
  public Head head(WorkspaceId workspace) {
    return sql
        .query(
            "SELECT corpus_id, position FROM workspace WHERE workspace_id = ?",
            statement -> statement.setInt(1, workspace.value()),
            row -> new Head(Sql.uuid(row, "corpus_id"), row.getLong("position")))
        .stream()
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no workspace " + workspace.value()));
  }

  @Override
  public List<Entry> after(WorkspaceId workspace, long position, int limit) {
    return sql.query(
        """
        SELECT position, document_id FROM corpus_log
        WHERE workspace_id = ? AND position > ? ORDER BY position LIMIT ?
        """,
        statement -> {
          statement.setInt(1, workspace.value());
          statement.setLong(2, position);
          statement.setInt(3, limit);
        },
        row -> new Entry(row.getLong("position"), Sql.uuid(row, "document_id")));
  }

  /**
   * One statement, hence one snapshot: a document comes with its own passages and label or not at
   * all.
   */
  private static final String LOAD =
      """
      SELECT d.document_id, d.allow, d.deny, d.title, d.source_id, d.media_type, d.language, d.metadata, d.updated_at,
        p.passage_id, p.ordinal, p.start_offset, p.end_offset, p.page, p.headings, p.text, v.vector
      FROM document d
      JOIN passage p ON p.document_id = d.document_id AND p.revision = d.revision
      JOIN vector v ON v.passage_id = p.passage_id
      JOIN embedding_space s ON s.space_id = v.space_id
      WHERE d.workspace_id = ? AND d.document_id = ANY (?) AND s.model = ? AND s.dimension = ? AND s.query_prefix = ?
        AND p.segmentation = coalesce(?, p.segmentation)
      ORDER BY d.document_id, p.ordinal
      """;

  @Override
  public List<Projected> load(
      WorkspaceId workspace, Collection<UUID> documents, EmbeddingSpace space) {
    return load(workspace, documents, space, null);
  }

  /**
   * The current state of those documents in one generation.
   *
   * @param segmentation whose passages, or null for whatever there is
   */
  List<Projected> load(
      WorkspaceId workspace,
      Collection<UUID> documents,
      EmbeddingSpace space,
      @Nullable String segmentation) {
    Map<UUID, Projected> found = new LinkedHashMap<>();
    Map<UUID, List<ProjectedPassage>> passages = new LinkedHashMap<>();
    sql.on(
        connection ->
            Sql.query(
                connection,
                LOAD,
                statement -> {
                  statement.setInt(1, workspace.value());
                  statement.setArray(2, Sql.uuids(connection, documents));
                  statement.setString(3, space.model());
                  statement.setInt(4, space.dimension());
                  statement.setString(5, space.queryPrefix());
                  statement.setString(6, segmentation);
                },
                row -> {
                  UUID id = Sql.uuid(row, "document_id");
                  if (!found.containsKey(id)) {
                    found.put(id, document(id, row));
                  }
                  passages.computeIfAbsent(id, absent -> new ArrayList<>()).add(passage(row));
                  return id;
                }));
    return found.values().stream()
        .map(
            document ->
                new Projected(
                    document.documentId(),
                    document.allow(),
                    document.deny(),
                    document.title(),
                    document.properties(),
                    passages.getOrDefault(document.documentId(), List.of())))
        .toList();
  }

  private static Projected document(UUID id, ResultSet row) throws SQLException {
    return new Projected(
        id,
        new HashSet<>(Sql.longList(row, "allow")),
        new HashSet<>(Sql.longList(row, "deny")),
        row.getString("title"),
        DocumentRow.properties(row),
        List.of());
  }

  private static ProjectedPassage passage(ResultSet row) throws SQLException {
    return new ProjectedPassage(
        Sql.uuid(row, "passage_id"), TextRows.passage(row), Vectors.floats(row.getBytes("vector")));
  }
}

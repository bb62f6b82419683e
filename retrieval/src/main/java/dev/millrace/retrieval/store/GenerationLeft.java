package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** How much is left to be done for a generation, whether it was begun or not. */
public final class GenerationLeft {
  /** Both are counted by the live generation's passages: those of the other may not be cut yet. */
  private static final String COUNT =
      """
      SELECT count(DISTINCT p.document_id) AS documents, count(*) AS passages,
        coalesce(sum(p.end_offset - p.start_offset), 0) AS characters
      FROM passage p JOIN document d ON d.document_id = p.document_id AND d.revision = p.revision
      JOIN generation live ON live.workspace_id = p.workspace_id AND live.state = 'live'
        AND live.segmentation = p.segmentation
      WHERE p.workspace_id = ? AND NOT EXISTS (\s""";

  private static final String SAME_PASSAGE =
      "SELECT FROM vector v WHERE v.passage_id = p.passage_id AND v.space_id = ?)";

  private static final String SAME_DOCUMENT =
      """
      SELECT FROM passage q JOIN vector v ON v.passage_id = q.passage_id AND v.space_id = ?
      WHERE q.document_id = p.document_id AND q.revision = p.revision AND q.segmentation = ?)
      """;

  private final Sql sql;
  private final WorkspaceId workspace;

  public GenerationLeft(DataSource dataSource, WorkspaceId workspace) {
    this.sql = new Sql(dataSource);
    this.workspace = workspace;
  }

  /**
   * What is left.
   *
   * @param passages as they are cut now
   * @param characters code points of their text
   */
  public record Left(long documents, long passages, long characters) {}

  /** A passage with its document's title. */
  public record Titled(String title, Passage passage) {}

  /** Counts what has no vector of that space in passages cut in that way. */
  public Left count(EmbeddingSpace space, String segmentation) {
    boolean same =
        sql.query(
                "SELECT segmentation FROM generation WHERE workspace_id = ? AND state = 'live'",
                statement -> statement.setInt(1, workspace.value()),
                row -> row.getString(1))
            .contains(segmentation);
    return sql.on(
        connection -> {
          Integer spaceId = Spaces.find(connection, workspace, space).orElse(null);
          return Sql.query(
                  connection,
                  COUNT + (same ? SAME_PASSAGE : SAME_DOCUMENT),
                  statement -> {
                    statement.setInt(1, workspace.value());
                    statement.setObject(2, spaceId, Types.INTEGER);
                    if (!same) {
                      statement.setString(3, segmentation);
                    }
                  },
                  row ->
                      new Left(
                          row.getLong("documents"),
                          row.getLong("passages"),
                          row.getLong("characters")))
              .getFirst();
        });
  }

  /**
   * Some live passages that a model may read. Their ids are hashes: those that follow any one are a
   * sample.
   */
  public List<Titled> sample(Clearance clearance, int size) {
    return sql.query(
        """
        SELECT d.title, p.ordinal, p.start_offset, p.end_offset, p.page, p.headings, p.text
        FROM passage p JOIN document d ON d.document_id = p.document_id AND d.revision = p.revision
        JOIN generation live ON live.workspace_id = p.workspace_id AND live.state = 'live'
          AND live.segmentation = p.segmentation
        WHERE p.workspace_id = ? AND d.sensitivity <= ?
        ORDER BY p.passage_id < ?, p.passage_id LIMIT ?
        """,
        statement -> {
          statement.setInt(1, workspace.value());
          statement.setInt(2, clearance.highest().level());
          statement.setObject(3, UUID.randomUUID());
          statement.setInt(4, size);
        },
        row -> new Titled(row.getString("title"), TextRows.passage(row)));
  }
}

package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The log as an index of one generation follows it: up to where the generation is filled, so that
 * an entry is never applied before its document has passages and vectors. The live one is written
 * with the documents and follows the log to its end.
 */
public final class GenerationLog implements CorpusLog {
  private final Sql sql;
  private final PostgresCorpusLog log;
  private final int generation;
  private final String segmentation;

  public GenerationLog(DataSource dataSource, int generation, String segmentation) {
    this.sql = new Sql(dataSource);
    this.log = new PostgresCorpusLog(dataSource);
    this.generation = generation;
    this.segmentation = segmentation;
  }

  /**
   * How far an index of the generation may go. What it once followed as the live one it has, so a
   * retired one's head does not move back.
   *
   * @throws StoreException if the generation was dropped
   */
  @Override
  public Head head(WorkspaceId workspace) {
    return sql
        .query(
            """
            SELECT w.corpus_id, least(w.position,
              CASE g.state WHEN 'live' THEN w.position ELSE greatest(g.filled, g.live_until) END) AS position
            FROM workspace w JOIN generation g USING (workspace_id)
            WHERE w.workspace_id = ? AND g.generation_id = ?
            """,
            statement -> {
              statement.setInt(1, workspace.value());
              statement.setInt(2, generation);
            },
            row -> new Head(Sql.uuid(row, "corpus_id"), row.getLong("position")))
        .stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("generation " + generation + " was dropped"));
  }

  @Override
  public List<Entry> after(WorkspaceId workspace, long position, int limit) {
    long head = head(workspace).position();
    return log.after(workspace, position, limit).stream()
        .filter(entry -> entry.position() <= head)
        .toList();
  }

  @Override
  public List<Projected> load(
      WorkspaceId workspace, Collection<UUID> documents, EmbeddingSpace space) {
    return log.load(workspace, documents, space, segmentation);
  }
}

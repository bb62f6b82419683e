package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Who fills a generation: one worker of all nodes, for as long as it says so often enough. The
 * database's clock decides.
 */
public final class GenerationLease {
  private final Sql sql;
  private final WorkspaceId workspace;
  private final UUID worker;
  private final Duration holds;

  /**
   * @param worker names who fills; another one each time that a process starts
   * @param holds how long nobody else takes over after a sign of life
   */
  public GenerationLease(
      DataSource dataSource, WorkspaceId workspace, UUID worker, Duration holds) {
    this.sql = new Sql(dataSource);
    this.workspace = workspace;
    this.worker = worker;
    this.holds = holds;
  }

  /**
   * Takes or keeps the generation.
   *
   * @return whether it is this worker's: not if another holds it, nor once it is paused, retired,
   *     dropped
   */
  public boolean hold(Generation generation) {
    return changed(
        """
        UPDATE generation SET worker = ?, leased_until = now() + ? * interval '1 millisecond'
        WHERE generation_id = ? AND state IN ('building', 'ready', 'live', 'dropping')
          AND (worker = ? OR worker IS NULL OR leased_until < now())
        """,
        worker,
        holds.toMillis(),
        generation.id(),
        worker);
  }

  /** Lets go of whatever this worker holds. */
  public void release() {
    boolean _ =
        changed(
            "UPDATE generation SET worker = NULL, leased_until = NULL WHERE worker = ?", worker);
  }

  /**
   * Moves forward. At the log's end a generation that was being built is ready.
   *
   * @param rate characters embedded in a second, rests included; 0 if nothing was
   * @return whether this worker still held it
   */
  public boolean advance(Generation generation, long position, double rate) {
    return changed(
        """
        UPDATE generation g SET filled = greatest(g.filled, ?), trouble = NULL, rate = coalesce(nullif(?::float8, 0), g.rate),
          state = CASE WHEN g.state = 'building' AND ? >= w.position THEN 'ready' ELSE g.state END
        FROM workspace w
        WHERE w.workspace_id = g.workspace_id AND g.generation_id = ? AND g.worker = ?
        """,
        position,
        rate,
        position,
        generation.id(),
        worker);
  }

  /** Says why it does not go on; null when it does. */
  public void trouble(Generation generation, @Nullable String trouble) {
    boolean _ =
        changed(
            "UPDATE generation SET trouble = ? WHERE generation_id = ? AND worker = ?",
            trouble == null ? null : DocumentRow.clean(trouble),
            generation.id(),
            worker);
  }

  private static final String DROP_VECTORS =
      """
      DELETE FROM vector v USING generation g
      WHERE g.generation_id = ? AND v.space_id = g.space_id AND v.passage_id = ANY (?)
      """;

  private static final String DROP_PASSAGES =
      """
      DELETE FROM passage p WHERE p.passage_id = ANY (?)
        AND NOT EXISTS (SELECT FROM generation g
          WHERE g.workspace_id = p.workspace_id AND g.segmentation = p.segmentation AND g.generation_id <> ?)
      """;

  /**
   * Deletes a part of what a generation holds: vectors of its space and, if no other generation is
   * cut that way, passages. At the end the generation itself is gone.
   *
   * @param after the passage to go on from; nil to begin
   * @return the passage to go on from; empty when all is gone
   */
  public Optional<UUID> drop(Generation generation, UUID after, int limit) {
    return sql.transaction(
        connection -> {
          List<UUID> passages =
              Sql.query(
                  connection,
                  """
                  SELECT passage_id FROM passage WHERE workspace_id = ? AND segmentation = ? AND passage_id > ?
                  ORDER BY passage_id LIMIT ?
                  """,
                  statement -> {
                    statement.setInt(1, workspace.value());
                    statement.setString(2, generation.segmentation());
                    statement.setObject(3, after);
                    statement.setInt(4, limit);
                  },
                  row -> Sql.uuid(row, "passage_id"));
          if (passages.isEmpty()) {
            Sql.update(
                connection,
                "DELETE FROM generation WHERE generation_id = ? AND state = 'dropping'",
                statement -> statement.setInt(1, generation.id()));
            return Optional.<UUID>empty();
          }
          Sql.update(
              connection,
              DROP_VECTORS,
              statement -> {
                statement.setInt(1, generation.id());
                statement.setArray(2, Sql.uuids(connection, passages));
              });
          Sql.update(
              connection,
              DROP_PASSAGES,
              statement -> {
                statement.setArray(1, Sql.uuids(connection, passages));
                statement.setInt(2, generation.id());
              });
          return Optional.of(passages.getLast());
        });
  }

  private boolean changed(String statementText, @Nullable Object... values) {
    return sql.transaction(
            connection ->
                Sql.update(
                    connection,
                    statementText,
                    statement -> {
                      for (int i = 0; i < values.length; i++) {
                        statement.setObject(i + 1, values[i]);
                      }
                    }))
        > 0;
  }
}

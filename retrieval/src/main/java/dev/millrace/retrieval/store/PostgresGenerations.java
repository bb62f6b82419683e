package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.Generation.State;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** A workspace's generations: which there are, which is live, and how that changes. */
public final class PostgresGenerations {
  private static final String SELECT =
      """
      SELECT g.generation_id, s.model, s.dimension, s.query_prefix, g.segmentation, g.state, g.filled, g.rate, g.trouble,
        g.created_at, g.switched_at,
        (SELECT count(*) FROM generation_gap a WHERE a.generation_id = g.generation_id) AS gaps
      FROM generation g JOIN embedding_space s USING (space_id)
      WHERE g.workspace_id = ?
      """;

  private final Sql sql;
  private final WorkspaceId workspace;

  public PostgresGenerations(DataSource dataSource, WorkspaceId workspace) {
    this.sql = new Sql(dataSource);
    this.workspace = workspace;
  }

  /** What came of making another generation live. */
  public sealed interface Switching {
    /** It is live; the one before is kept. */
    record Switched(Generation live) implements Switching {}

    /** It lacks what the log names after {@code filled}; nothing changed. */
    record Behind(long filled, long head) implements Switching {}

    /** Documents would be found no more; nothing changed. */
    record Gaps(int documents) implements Switching {}

    /** It is in a state from which it can't become live; nothing changed. */
    record NotReady(State state) implements Switching {}

    /** There is no such generation. */
    record Unknown() implements Switching {}
  }

  /** All, oldest first. */
  public List<Generation> all() {
    return sql.query(
        SELECT + " ORDER BY g.generation_id",
        statement -> statement.setInt(1, workspace.value()),
        PostgresGenerations::generation);
  }

  public Optional<Generation> find(int id) {
    return sql.on(connection -> find(connection, id));
  }

  /** The one that searches use; empty before the first start on a new database. */
  public Optional<Generation> live() {
    return all().stream().filter(one -> one.state() == State.LIVE).findFirst();
  }

  /** The live one; if there is none, this becomes it. */
  public Generation liveOrFirst(EmbeddingSpace space, String segmentation) {
    return live()
        .orElseGet(
            () -> {
              insert(space, segmentation, State.LIVE);
              return live().orElseThrow();
            });
  }

  /**
   * Starts building that generation, or goes on with it where it was paused or retired. One that is
   * there already and followed stays as it is.
   */
  public Generation build(EmbeddingSpace space, String segmentation) {
    insert(space, segmentation, State.BUILDING);
    Generation found =
        all().stream().filter(one -> one.is(space, segmentation)).findFirst().orElseThrow();
    boolean _ = move(found.id(), Set.of(State.PAUSED, State.RETIRED), State.BUILDING);
    return find(found.id()).orElseThrow();
  }

  private void insert(EmbeddingSpace space, String segmentation, State state) {
    sql.transaction(
        connection -> {
          Optional<Integer> known = Spaces.find(connection, workspace, space);
          int spaceId = known.isPresent() ? known.get() : Spaces.add(connection, workspace, space);
          return Sql.update(
              connection,
              """
              INSERT INTO generation (workspace_id, space_id, segmentation, state) VALUES (?, ?, ?, ?)
              ON CONFLICT DO NOTHING
              """,
              statement -> {
                statement.setInt(1, workspace.value());
                statement.setInt(2, spaceId);
                statement.setString(3, segmentation);
                statement.setString(4, state.wire());
              });
        });
  }

  /**
   * Changes a state, never to or from live.
   *
   * @return whether it was in one of those states
   */
  public boolean move(int id, Set<State> from, State to) {
    if (from.contains(State.LIVE) || to == State.LIVE) {
      throw new IllegalArgumentException("only a switch changes what is live");
    }
    return sql.transaction(
            connection ->
                Sql.update(
                    connection,
                    """
                    UPDATE generation SET state = ?, trouble = NULL
                    WHERE workspace_id = ? AND generation_id = ? AND state = ANY (?)
                    """,
                    statement -> {
                      statement.setString(1, to.wire());
                      statement.setInt(2, workspace.value());
                      statement.setInt(3, id);
                      statement.setArray(
                          4, Sql.texts(connection, from.stream().map(State::wire).toList()));
                    }))
        == 1;
  }

  /**
   * Makes a generation live, if it has everything. Writers wait for the moment that this takes: so
   * nothing is written between the look and the switch.
   *
   * @param withGaps whether to switch although documents can't be found any more
   */
  public Switching switchTo(int id, boolean withGaps) {
    return sql.transaction(
        connection -> {
          long head = CorpusPosition.hold(connection, workspace);
          Optional<Generation> found = find(connection, id);
          if (found.isEmpty()) {
            return new Switching.Unknown();
          }
          Generation next = found.get();
          return switch (next.state()) {
            case LIVE -> new Switching.Switched(next);
            case PAUSED, RETIRED, DROPPING -> new Switching.NotReady(next.state());
            case BUILDING, READY -> {
              if (next.filled() < head) {
                yield new Switching.Behind(next.filled(), head);
              }
              if (next.gaps() > 0 && !withGaps) {
                yield new Switching.Gaps(next.gaps());
              }
              exchange(connection, id, head);
              yield new Switching.Switched(find(connection, id).orElseThrow());
            }
          };
        });
  }

  private void exchange(Connection connection, int id, long head) throws SQLException {
    Sql.update(
        connection,
        """
        UPDATE generation SET state = 'retired', live_until = ?, switched_at = now(), trouble = NULL
        WHERE workspace_id = ? AND state = 'live'
        """,
        statement -> {
          statement.setLong(1, head);
          statement.setInt(2, workspace.value());
        });
    Sql.update(
        connection,
        "UPDATE generation SET state = 'live', switched_at = now(), trouble = NULL WHERE generation_id = ?",
        statement -> statement.setInt(1, id));
  }

  private Optional<Generation> find(Connection connection, int id) throws SQLException {
    return Sql.query(
            connection,
            SELECT + " AND g.generation_id = ?",
            statement -> {
              statement.setInt(1, workspace.value());
              statement.setInt(2, id);
            },
            PostgresGenerations::generation)
        .stream()
        .findFirst();
  }

  private static Generation generation(ResultSet row) throws SQLException {
    return new Generation(
        row.getInt("generation_id"),
        new EmbeddingSpace(
            row.getString("model"), row.getInt("dimension"), row.getString("query_prefix")),
        row.getString("segmentation"),
        State.of(row.getString("state")),
        row.getLong("filled"),
        row.getDouble("rate"),
        row.getInt("gaps"),
        Optional.ofNullable(row.getString("trouble")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("switched_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}

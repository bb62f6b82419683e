package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchSettings;
import dev.millrace.retrieval.search.Technique;
import dev.millrace.retrieval.search.UsualSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How searches usually rank: what was chosen last and not undone. Read from the table for each
 * search that says nothing of it, so that a choice holds on every node from the next one on.
 */
public final class PostgresSearchSettings implements UsualSettings {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSearchSettings.class);

  private static final String COLUMNS =
      """
      setting_id, mode, without, run_id, golden_set, applied_by, applied_at, undone_by, undone_at
      FROM search_setting WHERE workspace_id = ?
      """;

  private static final String IN_FORCE =
      "SELECT " + COLUMNS + " AND undone_at IS NULL ORDER BY setting_id DESC LIMIT 1";

  private final Sql sql;
  private final WorkspaceId workspace;

  /** The choice that was last complained of; complained of once. */
  private volatile long odd;

  public PostgresSearchSettings(DataSource dataSource, WorkspaceId workspace) {
    this.sql = new Sql(dataSource);
    this.workspace = workspace;
  }

  /**
   * What a choice was made by.
   *
   * @param runId a golden run
   * @param goldenSet the name that its set had
   */
  public record Ground(UUID runId, String goldenSet) {}

  /** Who did it, and when. */
  public record Act(String by, Instant at) {}

  /**
   * A choice.
   *
   * @param mode as it was written; another version of Millrace may have others
   * @param without techniques, likewise
   */
  public record Choice(
      long id,
      String mode,
      List<String> without,
      Ground ground,
      Act applied,
      Optional<Act> undone) {
    public Choice {
      without = List.copyOf(without);
    }
  }

  /** What came of undoing. */
  public sealed interface Undoing {
    /** It is undone. */
    record Undone(Choice choice) implements Undoing {}

    /** Another one is in force; empty if none is. */
    record NotInForce(Optional<Choice> inForce) implements Undoing {}
  }

  @Override
  public SearchSettings of(WorkspaceId asked) {
    return sql
        .query(
            IN_FORCE, statement -> statement.setInt(1, asked.value()), PostgresSearchSettings::of)
        .stream()
        .findFirst()
        .map(this::understood)
        .orElse(SearchSettings.SHIPPED);
  }

  /** The choice in force; empty where searches rank as Millrace ships. */
  public Optional<Choice> inForce() {
    return sql.on(this::inForce);
  }

  /** All choices, newest first, from before that one on. */
  public List<Choice> history(@Nullable Long before, int limit) {
    return sql.query(
        "SELECT " + COLUMNS + " AND setting_id < ? ORDER BY setting_id DESC LIMIT ?",
        statement -> {
          statement.setInt(1, workspace.value());
          statement.setLong(2, before == null ? Long.MAX_VALUE : before);
          statement.setInt(3, limit);
        },
        PostgresSearchSettings::of);
  }

  /** Chooses: holds from the next search on. */
  public Choice apply(SearchSettings settings, Ground ground, Act act) {
    return sql.transaction(
        connection -> {
          lock(connection);
          Sql.update(
              connection,
              """
              INSERT INTO search_setting (workspace_id, mode, without, run_id, golden_set, applied_by, applied_at)
              VALUES (?, ?, ?, ?, ?, ?, ?)
              """,
              statement -> {
                statement.setInt(1, workspace.value());
                statement.setString(2, settings.mode().wire());
                statement.setArray(
                    3,
                    Sql.texts(
                        connection,
                        settings.without().stream().map(Technique::wire).sorted().toList()));
                statement.setObject(4, ground.runId());
                statement.setString(5, ground.goldenSet());
                bind(statement, 6, act);
              });
          return inForce(connection).orElseThrow();
        });
  }

  /** Goes back to what was in force before a choice, if that one still is. */
  public Undoing undo(long id, Act act) {
    return sql.transaction(
        connection -> {
          lock(connection);
          Optional<Choice> now = inForce(connection);
          if (now.isEmpty() || now.get().id() != id) {
            return new Undoing.NotInForce(now);
          }
          Sql.update(
              connection,
              "UPDATE search_setting SET undone_by = ?, undone_at = ? WHERE setting_id = ?",
              statement -> {
                bind(statement, 1, act);
                statement.setLong(3, id);
              });
          Choice was = now.get();
          return new Undoing.Undone(
              new Choice(
                  id, was.mode(), was.without(), was.ground(), was.applied(), Optional.of(act)));
        });
  }

  /** One choice after another: else one with a lower id could be committed later. */
  private void lock(Connection connection) throws SQLException {
    Sql.query(
        connection,
        "SELECT workspace_id FROM workspace WHERE workspace_id = ? FOR NO KEY UPDATE",
        statement -> statement.setInt(1, workspace.value()),
        row -> row.getInt(1));
  }

  private Optional<Choice> inForce(Connection connection) throws SQLException {
    return Sql.query(
            connection,
            IN_FORCE,
            statement -> statement.setInt(1, workspace.value()),
            PostgresSearchSettings::of)
        .stream()
        .findFirst();
  }

  private static void bind(PreparedStatement statement, int from, Act act) throws SQLException {
    statement.setString(from, act.by());
    statement.setTimestamp(from + 1, Timestamp.from(act.at()));
  }

  private static Choice of(ResultSet row) throws SQLException {
    String undoneBy = row.getString("undone_by");
    return new Choice(
        row.getLong("setting_id"),
        row.getString("mode"),
        Sql.textList(row, "without"),
        new Ground(Sql.uuid(row, "run_id"), row.getString("golden_set")),
        new Act(row.getString("applied_by"), instant(row, "applied_at")),
        undoneBy == null
            ? Optional.empty()
            : Optional.of(new Act(undoneBy, instant(row, "undone_at"))));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /**
   * The settings as this version understands them: nodes of two versions may share a database, and
   * a search is better answered a little otherwise than not at all.
   */
  private SearchSettings understood(Choice choice) {
    try {
      Set<Technique> without = EnumSet.noneOf(Technique.class);
      for (String name : choice.without()) {
        Technique.find(name).ifPresentOrElse(without::add, () -> complain(choice, name));
      }
      return new SearchSettings(SearchMode.of(choice.mode()), without);
    } catch (IllegalArgumentException e) {
      complain(choice, choice.mode());
      return SearchSettings.SHIPPED;
    }
  }

  private void complain(Choice choice, String what) {
    if (odd != choice.id()) {
      odd = choice.id();
      LOG.warn(
          "The search settings that {} applied name \"{}\", which this version does not know; it is"
              + " passed over. Undo them, or run one version on every node.",
          choice.applied().by(),
          what);
    }
  }
}

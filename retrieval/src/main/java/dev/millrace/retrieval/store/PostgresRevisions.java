package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.OldRevisions;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.search.CitedText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Revisions that citations name, current and replaced. A replaced one counts as gone from the
 * moment at which its time is over, whenever it is removed. Time is the database's, which also
 * notes when a revision is replaced.
 */
public final class PostgresRevisions implements CitedText, OldRevisions {
  /** Of a revision r: still kept. */
  private static final String KEPT =
      "(r.superseded_at IS NULL OR r.superseded_at > now() - ? * interval '1 millisecond')";

  private final Sql sql;
  private final WorkspaceId workspace;
  private final long keptMs;

  /**
   * @param kept how long the text of a replaced revision is kept
   */
  public PostgresRevisions(DataSource dataSource, WorkspaceId workspace, Duration kept) {
    this.sql = new Sql(dataSource);
    this.workspace = workspace;
    this.keptMs = kept.toMillis();
  }

  private static final String OPEN =
      """
      SELECT d.external_id, d.uri, d.title, d.sensitivity, r.revision, r.superseded_at, char_length(r.text) AS length,
        substr(r.text, ?, ?) AS span,
        (SELECT count(*) FROM unnest(r.page_starts) AS page (start) WHERE page.start <= ?) AS page
      FROM document d LEFT JOIN revision r ON r.document_id = d.document_id AND r.revision = ? AND\s"""
          + KEPT
          + " WHERE "
          + PostgresEvidence.MAY_READ
          + " AND d.document_id = ?";

  @Override
  public Opened open(Viewer viewer, Place place, int start, int end) {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("no span: " + start + " to " + end);
    }
    return sql.on(
        connection ->
            Sql.query(
                    connection,
                    OPEN,
                    statement -> {
                      statement.setInt(1, start + 1);
                      statement.setInt(2, end - start);
                      statement.setInt(3, start);
                      statement.setBytes(4, place.revision().bytes());
                      statement.setLong(5, keptMs);
                      int n = PostgresEvidence.bind(connection, statement, 6, viewer);
                      statement.setObject(n, place.documentId());
                    },
                    row -> opened(row, end))
                .stream()
                .findFirst()
                .orElseGet(Opened.Gone::new));
  }

  private static Opened opened(ResultSet row, int end) throws SQLException {
    if (row.getBytes("revision") == null) {
      return new Opened.Over();
    }
    int length = row.getInt("length");
    if (end > length) {
      return new Opened.NoSpan(length);
    }
    int page = row.getInt("page");
    return new Opened.Text(
        row.getString("external_id"),
        row.getString("uri"),
        row.getString("title"),
        Sensitivity.ofLevel(row.getInt("sensitivity")),
        page == 0 ? null : page,
        row.getString("span"),
        Optional.ofNullable(row.getObject("superseded_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static final String STANDING =
      """
      SELECT wanted.document_id, wanted.revision,
        CASE WHEN r.revision IS NULL THEN 'OVER' WHEN r.superseded_at IS NULL THEN 'CURRENT' ELSE 'SUPERSEDED' END AS standing
      FROM unnest(?::uuid[], ?::bytea[]) AS wanted (document_id, revision)
      JOIN document d ON d.document_id = wanted.document_id
      LEFT JOIN revision r ON r.document_id = d.document_id AND r.revision = wanted.revision AND\s"""
          + KEPT
          + " WHERE "
          + PostgresEvidence.MAY_READ;

  @Override
  public Map<Place, Standing> standing(Viewer viewer, List<Place> places) {
    Map<Place, Standing> all = new HashMap<>();
    places.forEach(place -> all.put(place, Standing.GONE));
    if (all.isEmpty()) {
      return all;
    }
    List<Place> wanted = List.copyOf(new HashSet<>(places));
    sql.on(
            connection ->
                Sql.query(
                    connection,
                    STANDING,
                    statement -> {
                      statement.setArray(
                          1,
                          Sql.uuids(connection, wanted.stream().map(Place::documentId).toList()));
                      statement.setArray(2, revisions(connection, wanted));
                      statement.setLong(3, keptMs);
                      PostgresEvidence.bind(connection, statement, 4, viewer);
                    },
                    row ->
                        Map.entry(
                            new Place(
                                row.getObject("document_id", UUID.class),
                                Revision.of(row.getBytes("revision"))),
                            Standing.valueOf(row.getString("standing")))))
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  private static Array revisions(Connection connection, List<Place> places) throws SQLException {
    return connection.createArrayOf(
        "bytea", places.stream().map(place -> place.revision().bytes()).toArray(byte[][]::new));
  }

  @Override
  public int forget() {
    return sql.transaction(
        connection ->
            Sql.update(
                connection,
                """
                DELETE FROM revision
                WHERE workspace_id = ? AND superseded_at <= now() - ? * interval '1 millisecond'
                """,
                statement -> {
                  statement.setInt(1, workspace.value());
                  statement.setLong(2, keptMs);
                }));
  }
}

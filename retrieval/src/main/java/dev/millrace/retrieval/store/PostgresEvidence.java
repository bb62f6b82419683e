package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Facets;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.search.DocumentReads;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.EvidenceStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads text for viewers. Every statement here carries {@link #MAY_READ}. */
public final class PostgresEvidence implements EvidenceStore, DocumentReads {
  /** The second enforcement of access, and the one that is exact: the index's may lag behind. */
  static final String MAY_READ = "d.workspace_id = ? AND d.allow && ? AND NOT d.deny && ?";

  /** Of several generations' passages, those that searches find; all while none is live. */
  static final String LIVE =
      """
      p.segmentation = coalesce((SELECT g.segmentation FROM generation g
        WHERE g.workspace_id = p.workspace_id AND g.state = 'live'), p.segmentation)
      """;

  private final Sql sql;

  public PostgresEvidence(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  /** Binds what {@link #MAY_READ} asks for, and returns the next index. */
  static int bind(Connection connection, PreparedStatement statement, int from, Viewer viewer)
      throws SQLException {
    Array principals = Sql.longs(connection, viewer.principals());
    statement.setInt(from, viewer.workspace().value());
    statement.setArray(from + 1, principals);
    statement.setArray(from + 2, principals);
    return from + 3;
  }

  private static final String READABLE =
      "SELECT "
          + ReadRows.PASSAGE_COLUMNS
          + """
          , d.allow, d.source_id, d.media_type, d.language, d.updated_at,
            CASE WHEN ? THEN d.metadata ELSE '{}' END AS metadata
          FROM unnest(?) WITH ORDINALITY AS candidate (passage_id, place)
          JOIN passage p ON p.passage_id = candidate.passage_id
          JOIN document d ON d.document_id = p.document_id AND d.revision = p.revision
          WHERE\s"""
          + MAY_READ
          + " ORDER BY candidate.place";

  @Override
  public List<Evidence> readable(Viewer viewer, Filters filters, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    Map<UUID, Double> scores = new HashMap<>();
    candidates.forEach(candidate -> scores.put(candidate.passageId(), candidate.score()));
    return sql
        .on(
            connection ->
                Sql.query(
                    connection,
                    READABLE,
                    statement -> {
                      List<UUID> ids = candidates.stream().map(Candidate::passageId).toList();
                      statement.setBoolean(1, !filters.none());
                      statement.setArray(2, Sql.uuids(connection, ids));
                      bind(connection, statement, 3, viewer);
                    },
                    row ->
                        filters.none() || filters.admit(facets(row))
                            ? Optional.of(
                                ReadRows.evidence(
                                    row, scores.getOrDefault(Sql.uuid(row, "passage_id"), 0.0)))
                            : Optional.<Evidence>empty()))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public Map<UUID, Instant> dates(Viewer viewer, List<UUID> passages) {
    return sql.on(connection -> PassageDates.of(connection, viewer, passages));
  }

  /** Of the row as it is now: the index's may be those of a moment ago. */
  private static Facets facets(ResultSet row) throws SQLException {
    return Facets.of(
        Sql.uuid(row, "document_id"), Sql.longList(row, "allow"), DocumentRow.properties(row));
  }

  @Override
  public List<Evidence> passages(Viewer viewer, UUID documentId, int fromOrdinal, int limit) {
    return sql.on(
        connection ->
            Sql.query(
                connection,
                "SELECT "
                    + ReadRows.PASSAGE_COLUMNS
                    + " FROM document d JOIN passage p ON p.document_id = d.document_id AND p.revision = d.revision WHERE "
                    + MAY_READ
                    + " AND "
                    + LIVE
                    + " AND d.document_id = ? AND p.ordinal >= ? ORDER BY p.ordinal LIMIT ?",
                statement -> {
                  int n = bind(connection, statement, 1, viewer);
                  statement.setObject(n++, documentId);
                  statement.setInt(n++, fromOrdinal);
                  statement.setInt(n, limit);
                },
                row -> ReadRows.evidence(row, 0)));
  }

  @Override
  public List<DocumentFacts> documents(
      Viewer viewer, Optional<UUID> sourceId, Optional<UUID> after, int limit) {
    return sql.on(
        connection ->
            Sql.query(
                connection,
                "SELECT "
                    + ReadRows.DOCUMENT_COLUMNS
                    + " FROM document d WHERE "
                    + MAY_READ
                    + (sourceId.isPresent() ? " AND d.source_id = ?" : "")
                    + (after.isPresent() ? " AND d.document_id > ?" : "")
                    + " ORDER BY d.document_id LIMIT ?",
                statement -> {
                  int n = bind(connection, statement, 1, viewer);
                  if (sourceId.isPresent()) {
                    statement.setObject(n++, sourceId.get());
                  }
                  if (after.isPresent()) {
                    statement.setObject(n++, after.get());
                  }
                  statement.setInt(n, limit);
                },
                ReadRows::facts));
  }

  private static final String ENTRIES =
      "SELECT "
          + ReadRows.DOCUMENT_COLUMNS
          + """
          , (SELECT count(*) FROM passage p
             WHERE p.document_id = d.document_id AND p.revision = d.revision AND\s"""
          + LIVE
          + """
          ) AS passages
          FROM document d
          WHERE\s"""
          + MAY_READ
          + """
           AND NOT EXISTS (SELECT FROM unnest(?) AS wanted (word)
             WHERE strpos(lower(d.title || ' ' || d.external_id), lower(wanted.word)) = 0)
           AND (?::uuid IS NULL OR d.source_id = ?::uuid)
           AND (?::int IS NULL OR d.sensitivity = ?::int)
           AND (?::uuid IS NULL OR (lower(d.title), d.document_id) > (lower(?::text), ?::uuid))
          ORDER BY lower(d.title), d.document_id LIMIT ?
          """;

  @Override
  public List<DocumentEntry> entries(
      Viewer viewer, DocumentFilter filter, Optional<DocumentPlace> after, int limit) {
    UUID source = filter.sourceId().orElse(null);
    Integer level = filter.sensitivity().map(Sensitivity::level).orElse(null);
    return sql.on(
        connection ->
            Sql.query(
                connection,
                ENTRIES,
                statement -> {
                  int n = bind(connection, statement, 1, viewer);
                  statement.setArray(n++, Sql.texts(connection, filter.words()));
                  statement.setObject(n++, source, Types.OTHER);
                  statement.setObject(n++, source, Types.OTHER);
                  statement.setObject(n++, level, Types.INTEGER);
                  statement.setObject(n++, level, Types.INTEGER);
                  UUID id = after.map(DocumentPlace::documentId).orElse(null);
                  statement.setObject(n++, id, Types.OTHER);
                  statement.setString(n++, after.map(DocumentPlace::title).orElse(null));
                  statement.setObject(n++, id, Types.OTHER);
                  statement.setInt(n, limit);
                },
                row -> new DocumentEntry(ReadRows.facts(row), row.getInt("passages"))));
  }

  @Override
  public Set<UUID> sources(Viewer viewer) {
    return sql.on(
        connection ->
            Set.copyOf(
                Sql.query(
                    connection,
                    "SELECT DISTINCT d.source_id FROM document d WHERE " + MAY_READ,
                    statement -> bind(connection, statement, 1, viewer),
                    row -> Sql.uuid(row, "source_id"))));
  }

  @Override
  public Optional<DocumentText> document(Viewer viewer, UUID documentId) {
    return sql.on(
        connection ->
            Sql.query(
                    connection,
                    "SELECT "
                        + ReadRows.DOCUMENT_COLUMNS
                        + """
                        , d.allow, d.deny, r.text, r.page_starts, r.parser
                        FROM document d JOIN revision r ON r.document_id = d.document_id AND r.revision = d.revision
                        WHERE\s"""
                        + MAY_READ
                        + " AND d.document_id = ?",
                    statement ->
                        statement.setObject(bind(connection, statement, 1, viewer), documentId),
                    row -> ReadRows.text(connection, row))
                .stream()
                .findFirst());
  }

  @Override
  public List<DocumentFacts> facts(Viewer viewer, Set<UUID> documentIds) {
    return sql.on(
        connection ->
            Sql.query(
                connection,
                "SELECT "
                    + ReadRows.DOCUMENT_COLUMNS
                    + " FROM document d WHERE "
                    + MAY_READ
                    + " AND d.document_id = ANY (?)",
                statement ->
                    statement.setArray(
                        bind(connection, statement, 1, viewer), Sql.uuids(connection, documentIds)),
                ReadRows::facts));
  }

  @Override
  public Set<UUID> readable(Viewer viewer, Set<UUID> documentIds) {
    if (documentIds.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        sql.on(
            connection ->
                Sql.query(
                    connection,
                    "SELECT d.document_id FROM document d WHERE "
                        + MAY_READ
                        + " AND d.document_id = ANY (?)",
                    statement ->
                        statement.setArray(
                            bind(connection, statement, 1, viewer),
                            Sql.uuids(connection, documentIds)),
                    row -> Sql.uuid(row, "document_id"))));
  }
}

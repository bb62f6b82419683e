package dev.millrace.retrieval.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
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
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads text for viewers. Every statement here carries {@link #MAY_READ}. */
public final class PostgresEvidence implements EvidenceStore, DocumentReads {
  /** The second enforcement of access, and the one that is exact: the index's may lag behind. */
  private static final String MAY_READ = "d.workspace_id = ? AND d.allow && ? AND NOT d.deny && ?";

  /** Of several generations' passages, those that searches find; all while none is live. */
  private static final String LIVE =
      """
      p.segmentation = coalesce((SELECT g.segmentation FROM generation g
        WHERE g.workspace_id = p.workspace_id AND g.state = 'live'), p.segmentation)
      """;

  private static final String PASSAGE_COLUMNS =
      """
      p.passage_id, p.document_id, d.external_id, d.uri, d.title, p.revision, p.page, p.headings,
      p.start_offset, p.end_offset, p.text, d.sensitivity
      """;

  private static final String DOCUMENT_COLUMNS =
      """
      d.document_id, d.source_id, d.external_id, d.uri, d.title, d.media_type, d.language, d.revision, d.sensitivity,
      d.metadata, d.updated_at
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sql sql;

  public PostgresEvidence(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  private static int bind(
      Connection connection, PreparedStatement statement, int from, Viewer viewer)
      throws SQLException {
    Array principals = Sql.longs(connection, viewer.principals());
    statement.setInt(from, viewer.workspace().value());
    statement.setArray(from + 1, principals);
    statement.setArray(from + 2, principals);
    return from + 3;
  }

  private static final String READABLE =
      "SELECT "
          + PASSAGE_COLUMNS
          + """
          FROM unnest(?) WITH ORDINALITY AS candidate (passage_id, place)
          JOIN passage p ON p.passage_id = candidate.passage_id
          JOIN document d ON d.document_id = p.document_id AND d.revision = p.revision
          WHERE\s"""
          + MAY_READ
          + " ORDER BY candidate.place";

  @Override
  public List<Evidence> readable(Viewer viewer, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    Map<UUID, Double> scores = new HashMap<>();
    candidates.forEach(candidate -> scores.put(candidate.passageId(), candidate.score()));
    return sql.on(
        connection ->
            Sql.query(
                connection,
                READABLE,
                statement -> {
                  List<UUID> ids = candidates.stream().map(Candidate::passageId).toList();
                  statement.setArray(1, Sql.uuids(connection, ids));
                  bind(connection, statement, 2, viewer);
                },
                row -> evidence(row, scores.getOrDefault(Sql.uuid(row, "passage_id"), 0.0))));
  }

  @Override
  public List<Evidence> passages(Viewer viewer, UUID documentId, int fromOrdinal, int limit) {
    return sql.on(
        connection ->
            Sql.query(
                connection,
                "SELECT "
                    + PASSAGE_COLUMNS
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
                row -> evidence(row, 0)));
  }

  @Override
  public List<DocumentFacts> documents(
      Viewer viewer, Optional<UUID> sourceId, Optional<UUID> after, int limit) {
    return sql.on(
        connection ->
            Sql.query(
                connection,
                "SELECT "
                    + DOCUMENT_COLUMNS
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
                PostgresEvidence::facts));
  }

  private static final String ENTRIES =
      "SELECT "
          + DOCUMENT_COLUMNS
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
                row -> new DocumentEntry(facts(row), row.getInt("passages"))));
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
                        + DOCUMENT_COLUMNS
                        + """
                        , d.allow, d.deny, r.text, r.page_starts, r.parser
                        FROM document d JOIN revision r ON r.document_id = d.document_id AND r.revision = d.revision
                        WHERE\s"""
                        + MAY_READ
                        + " AND d.document_id = ?",
                    statement ->
                        statement.setObject(bind(connection, statement, 1, viewer), documentId),
                    row -> text(connection, row))
                .stream()
                .findFirst());
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

  private static DocumentText text(Connection connection, ResultSet row) throws SQLException {
    List<Long> allow = Sql.longList(row, "allow");
    List<Long> deny = Sql.longList(row, "deny");
    Set<Long> named = new HashSet<>(allow);
    named.addAll(deny);
    Map<Long, Principal> principals = KnownDocuments.principals(connection, named);
    return new DocumentText(
        facts(row),
        new AccessLabel(
            KnownDocuments.named(principals, allow), KnownDocuments.named(principals, deny)),
        row.getString("text"),
        List.of((Integer[]) row.getArray("page_starts").getArray()),
        row.getString("parser"));
  }

  private static DocumentFacts facts(ResultSet row) throws SQLException {
    return new DocumentFacts(
        Sql.uuid(row, "document_id"),
        Sql.uuid(row, "source_id"),
        row.getString("external_id"),
        row.getString("uri"),
        row.getString("title"),
        row.getString("media_type"),
        row.getString("language"),
        Revision.of(row.getBytes("revision")),
        Sensitivity.ofLevel(row.getInt("sensitivity")),
        metadata(row.getString("metadata")),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static Evidence evidence(ResultSet row, double score) throws SQLException {
    return new Evidence(
        Sql.uuid(row, "document_id"),
        row.getString("external_id"),
        row.getString("uri"),
        row.getString("title"),
        Revision.of(row.getBytes("revision")),
        Sql.uuid(row, "passage_id"),
        row.getObject("page", Integer.class),
        Sql.textList(row, "headings"),
        row.getInt("start_offset"),
        row.getInt("end_offset"),
        row.getString("text"),
        Sensitivity.ofLevel(row.getInt("sensitivity")),
        score);
  }

  private static Map<String, Object> metadata(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metadata in the database is not JSON", e);
    }
  }
}

package dev.millrace.retrieval.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.DocumentProperties;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The row of a document: added, locked and compared with what is to be written, changed. */
final class DocumentRow {
  private DocumentRow() {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String INSERT =
      """
      INSERT INTO document (uri, title, media_type, language, metadata, sensitivity, allow, deny,
        own_rights, content_hash, revision, external_id, document_id, workspace_id, source_id)
      SELECT ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      WHERE NOT EXISTS (SELECT FROM document WHERE document_id = ? AND source_id = ?)
      ON CONFLICT (workspace_id, source_id, external_id) DO NOTHING
      """;

  /** Adds the row if its key is new and it replaces no document; otherwise does nothing. */
  static boolean insert(Connection connection, UUID id, SourceDocument document, Label label)
      throws SQLException {
    DocumentKey key = document.key();
    return Sql.update(
            connection,
            INSERT,
            statement -> {
              int n = bindFacts(connection, statement, document, label);
              statement.setObject(n++, id);
              statement.setInt(n++, key.workspace().value());
              statement.setObject(n++, key.sourceId());
              statement.setObject(n++, document.existing().orElse(null), Types.OTHER);
              statement.setObject(n, key.sourceId());
            })
        == 1;
  }

  /**
   * Binds the facts that {@link #INSERT}, {@link #COMPARE} and {@link #UPDATE} start with, and
   * returns the next index.
   */
  private static int bindFacts(
      Connection connection, PreparedStatement statement, SourceDocument document, Label label)
      throws SQLException {
    statement.setString(1, clean(document.uri()));
    statement.setString(2, clean(document.title()));
    statement.setString(3, document.mediaType());
    statement.setString(4, document.language());
    statement.setString(5, json(document.metadata()));
    statement.setInt(6, document.rights().sensitivity().level());
    statement.setArray(7, Sql.longs(connection, label.allow()));
    statement.setArray(8, Sql.longs(connection, label.deny()));
    statement.setArray(9, own(connection, document.rights()));
    statement.setBytes(10, document.contentHash());
    statement.setBytes(11, document.text().revision().bytes());
    statement.setString(12, document.key().externalId());
    return 13;
  }

  /**
   * What is there of a document that is written again.
   *
   * @param sameLabel whether who may read it, and whose decision that is, are those that are there
   * @param sameText whether text, title and parser are those that are there
   * @param samePassages whether the passages and vectors to be written are there as well
   */
  record Current(
      UUID documentId,
      boolean sameFacts,
      boolean sameLabel,
      boolean sameText,
      boolean samePassages) {}

  private static final String LOCK =
      """
      SELECT document_id FROM document
      WHERE workspace_id = ? AND source_id = ? AND (external_id = ? OR document_id = ?)
      ORDER BY external_id = ? DESC LIMIT 1
      FOR UPDATE
      """;

  private static final String COMPARE =
      """
      SELECT
        (d.uri, d.title, d.media_type, d.language, d.metadata, d.sensitivity, d.allow, d.deny, d.own_rights,
          d.content_hash, d.revision, d.external_id) IS NOT DISTINCT FROM (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?) AS same_facts,
        (d.allow, d.deny, d.own_rights) IS NOT DISTINCT FROM (?, ?, ?) AS same_label,
        d.revision = ? AND d.title = ? AND r.parser = ? AS same_text,
        (SELECT count(*) FROM passage p JOIN vector v USING (passage_id)
         WHERE p.document_id = d.document_id AND p.revision = d.revision
           AND p.segmentation = ? AND v.space_id = ?) = ? AS same_passages
      FROM document d JOIN revision r ON r.document_id = d.document_id AND r.revision = d.revision
      WHERE d.document_id = ?
      """;

  /**
   * Locks, then compares in a second statement: the first one's snapshot may be older than the row
   * it waited for.
   */
  static Current lock(
      Connection connection,
      SourceDocument document,
      Label label,
      String segmentation,
      int spaceId,
      int passages)
      throws SQLException {
    DocumentKey key = document.key();
    List<UUID> locked =
        Sql.query(
            connection,
            LOCK,
            statement -> {
              statement.setInt(1, key.workspace().value());
              statement.setObject(2, key.sourceId());
              statement.setString(3, key.externalId());
              statement.setObject(4, document.existing().orElse(null), Types.OTHER);
              statement.setString(5, key.externalId());
            },
            row -> Sql.uuid(row, "document_id"));
    if (locked.isEmpty()) {
      throw new SQLException(
          "document " + key.externalId() + " was removed while it was written: write it again",
          "40001");
    }
    UUID id = locked.getFirst();
    return Sql.query(
            connection,
            COMPARE,
            statement -> {
              int n = bindFacts(connection, statement, document, label);
              n = bindLabel(connection, statement, n, document.rights(), label);
              statement.setBytes(n++, document.text().revision().bytes());
              statement.setString(n++, clean(document.title()));
              statement.setString(n++, document.parser());
              statement.setString(n++, segmentation);
              statement.setInt(n++, spaceId);
              statement.setInt(n++, passages);
              statement.setObject(n, id);
            },
            row -> {
              boolean sameText = row.getBoolean("same_text");
              return new Current(
                  id,
                  row.getBoolean("same_facts"),
                  row.getBoolean("same_label"),
                  sameText,
                  sameText && row.getBoolean("same_passages"));
            })
        .getFirst();
  }

  private static final String UPDATE =
      """
      UPDATE document SET uri = ?, title = ?, media_type = ?, language = ?, metadata = ?::jsonb, sensitivity = ?,
        allow = ?, deny = ?, own_rights = ?, content_hash = ?, revision = ?, external_id = ?, updated_at = now()
      WHERE document_id = ?
      """;

  static void update(Connection connection, UUID id, SourceDocument document, Label label)
      throws SQLException {
    Sql.update(
        connection,
        UPDATE,
        statement -> statement.setObject(bindFacts(connection, statement, document, label), id));
  }

  /**
   * Locks a document, and says whether these would change who may read it or whose decision that
   * is. False if there is none.
   */
  static boolean relabels(
      Connection connection, WorkspaceId workspace, UUID id, Rights rights, Label label)
      throws SQLException {
    return Sql.query(
            connection,
            """
            SELECT (allow, deny, own_rights) IS DISTINCT FROM (?, ?, ?) AS other FROM document
            WHERE workspace_id = ? AND document_id = ?
            FOR UPDATE
            """,
            statement -> {
              int n = bindLabel(connection, statement, 1, rights, label);
              statement.setInt(n++, workspace.value());
              statement.setObject(n, id);
            },
            row -> row.getBoolean("other"))
        .contains(true);
  }

  private static int bindLabel(
      Connection connection, PreparedStatement statement, int from, Rights rights, Label label)
      throws SQLException {
    statement.setArray(from, Sql.longs(connection, label.allow()));
    statement.setArray(from + 1, Sql.longs(connection, label.deny()));
    statement.setArray(from + 2, own(connection, rights));
    return from + 3;
  }

  /** Which parts of its rights are a document's own, in a fixed order, so that they compare. */
  static Array own(Connection connection, Rights rights) throws SQLException {
    return connection.createArrayOf(
        "text", rights.own().stream().sorted().map(Rights.Part::wire).toArray());
  }

  /** Postgres refuses NUL in text. Canonical text has none; names and titles may. */
  static String clean(String text) {
    return text.indexOf(0) < 0 ? text : text.replace("\0", "");
  }

  /** The properties in a row with the columns of that name. */
  static DocumentProperties properties(ResultSet row) throws SQLException {
    return new DocumentProperties(
        Sql.uuid(row, "source_id"),
        row.getString("media_type"),
        row.getString("language"),
        metadata(row.getString("metadata")),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  static Map<String, Object> metadata(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metadata in the database is not JSON", e);
    }
  }

  private static String json(Map<String, Object> metadata) {
    try {
      return clean(JSON.writeValueAsString(metadata)).replace("\\u0000", "");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("metadata that is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}

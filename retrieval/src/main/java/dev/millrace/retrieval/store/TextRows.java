package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.TextHash;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A document's text as rows: its revision, passages and vectors. */
final class TextRows {
  private TextRows() {}

  /**
   * Makes room for another text. What could be found of the one before goes at once; its text stays
   * for who cites it, until its time is over.
   */
  static void supersede(Connection connection, UUID id) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM passage WHERE document_id = ?",
        statement -> statement.setObject(1, id));
    Sql.update(
        connection,
        "UPDATE revision SET superseded_at = now() WHERE document_id = ? AND superseded_at IS NULL",
        statement -> statement.setObject(1, id));
  }

  /** Adds the text, or makes one that the document had before its text again. */
  static void writeRevision(Connection connection, UUID id, SourceDocument document)
      throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO revision (document_id, revision, workspace_id, text, parser, page_starts, structure)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (document_id, revision) DO UPDATE SET parser = excluded.parser, page_starts = excluded.page_starts,
          structure = excluded.structure, superseded_at = NULL
        """,
        statement -> {
          statement.setObject(1, id);
          statement.setBytes(2, document.text().revision().bytes());
          statement.setInt(3, document.key().workspace().value());
          statement.setString(4, document.text().value());
          statement.setString(5, document.parser());
          statement.setArray(
              6, connection.createArrayOf("integer", document.pageStarts().toArray()));
          statement.setString(
              7, document.structure() == null ? null : DocumentRow.clean(document.structure()));
        });
  }

  /**
   * Deletes what that segmentation has of the text if it is not these very passages. Vectors that
   * other spaces have for the same passages stay.
   */
  static void clearFor(
      Connection connection,
      UUID id,
      SourceDocument document,
      String segmentation,
      List<EmbeddedPassage> passages)
      throws SQLException {
    Set<UUID> wanted = new HashSet<>();
    passages.forEach(
        one -> wanted.add(one.passage().id(id, document.text().revision(), segmentation)));
    Set<UUID> there =
        new HashSet<>(
            Sql.query(
                connection,
                "SELECT passage_id FROM passage WHERE document_id = ? AND revision = ? AND segmentation = ?",
                statement -> bind(statement, id, document, segmentation),
                row -> Sql.uuid(row, "passage_id")));
    if (!there.equals(wanted)) {
      Sql.update(
          connection,
          "DELETE FROM passage WHERE document_id = ? AND revision = ? AND segmentation = ?",
          statement -> bind(statement, id, document, segmentation));
    }
  }

  private static void bind(
      PreparedStatement statement, UUID id, SourceDocument document, String segmentation)
      throws SQLException {
    statement.setObject(1, id);
    statement.setBytes(2, document.text().revision().bytes());
    statement.setString(3, segmentation);
  }

  /**
   * Where passages go.
   *
   * @param title the document's, under which they are embedded
   * @param segmentation how they were cut
   */
  record Target(
      WorkspaceId workspace,
      UUID documentId,
      Revision revision,
      String title,
      String segmentation) {
    UUID id(Passage passage) {
      return passage.id(documentId, revision, segmentation);
    }
  }

  static void writePassages(
      Connection connection,
      UUID id,
      SourceDocument document,
      String segmentation,
      int spaceId,
      List<EmbeddedPassage> passages)
      throws SQLException {
    Target target =
        new Target(
            document.key().workspace(),
            id,
            document.text().revision(),
            document.title(),
            segmentation);
    insertPassages(connection, target, passages.stream().map(EmbeddedPassage::passage).toList());
    try (PreparedStatement vector =
        connection.prepareStatement(
            """
            INSERT INTO vector (space_id, passage_id, workspace_id, vector) VALUES (?, ?, ?, ?)
            ON CONFLICT (passage_id, space_id) DO UPDATE SET vector = excluded.vector
            """)) {
      for (EmbeddedPassage embedded : passages) {
        vector.setInt(1, spaceId);
        vector.setObject(2, target.id(embedded.passage()));
        vector.setInt(3, target.workspace().value());
        vector.setBytes(4, Vectors.bytes(embedded.vector()));
        vector.addBatch();
      }
      vector.executeBatch();
    }
  }

  /** Adds passages; those that are there stay. */
  static void insertPassages(Connection connection, Target target, List<Passage> passages)
      throws SQLException {
    try (PreparedStatement passage =
        connection.prepareStatement(
            """
            INSERT INTO passage (passage_id, workspace_id, document_id, revision, ordinal,
              start_offset, end_offset, page, headings, text, segmentation, text_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (passage_id) DO NOTHING
            """)) {
      for (Passage one : passages) {
        passage.setObject(1, target.id(one));
        passage.setInt(2, target.workspace().value());
        passage.setObject(3, target.documentId());
        passage.setBytes(4, target.revision().bytes());
        passage.setInt(5, one.ordinal());
        passage.setInt(6, one.start());
        passage.setInt(7, one.end());
        passage.setObject(8, one.page(), Types.INTEGER);
        passage.setArray(
            9, Sql.texts(connection, one.headings().stream().map(DocumentRow::clean).toList()));
        passage.setString(10, one.text());
        passage.setString(11, target.segmentation());
        passage.setBytes(12, TextHash.of(one.searchable(target.title())).bytes());
        passage.addBatch();
      }
      passage.executeBatch();
    }
  }

  /** A row of the passage table as a passage. */
  static Passage passage(ResultSet row) throws SQLException {
    return new Passage(
        row.getInt("ordinal"),
        row.getInt("start_offset"),
        row.getInt("end_offset"),
        row.getObject("page", Integer.class),
        Sql.textList(row, "headings"),
        row.getString("text"));
  }
}

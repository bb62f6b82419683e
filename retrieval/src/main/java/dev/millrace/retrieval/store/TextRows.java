package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.TextHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;

/** A document's text as rows: its revision, passages and vectors. */
final class TextRows {
  private TextRows() {}

  static void writeRevision(Connection connection, UUID id, SourceDocument document)
      throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO revision (document_id, revision, workspace_id, text, parser, page_starts)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        statement -> {
          statement.setObject(1, id);
          statement.setBytes(2, document.text().revision().bytes());
          statement.setInt(3, document.key().workspace().value());
          statement.setString(4, document.text().value());
          statement.setString(5, document.parser());
          statement.setArray(
              6, connection.createArrayOf("integer", document.pageStarts().toArray()));
        });
  }

  static void writePassages(
      Connection connection,
      UUID id,
      SourceDocument document,
      String segmentation,
      int spaceId,
      List<EmbeddedPassage> passages)
      throws SQLException {
    int workspace = document.key().workspace().value();
    try (PreparedStatement passage =
            connection.prepareStatement(
                """
                INSERT INTO passage (passage_id, workspace_id, document_id, revision, ordinal,
                  start_offset, end_offset, page, headings, text, segmentation, text_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        PreparedStatement vector =
            connection.prepareStatement(
                "INSERT INTO vector (space_id, passage_id, workspace_id, vector) VALUES (?, ?, ?, ?)")) {
      for (EmbeddedPassage embedded : passages) {
        Passage one = embedded.passage();
        UUID passageId = one.id(id, document.text().revision());
        passage.setObject(1, passageId);
        passage.setInt(2, workspace);
        passage.setObject(3, id);
        passage.setBytes(4, document.text().revision().bytes());
        passage.setInt(5, one.ordinal());
        passage.setInt(6, one.start());
        passage.setInt(7, one.end());
        passage.setObject(8, one.page(), Types.INTEGER);
        passage.setArray(
            9, Sql.texts(connection, one.headings().stream().map(DocumentRow::clean).toList()));
        passage.setString(10, one.text());
        passage.setString(11, segmentation);
        passage.setBytes(12, TextHash.of(one.searchable(document.title())).bytes());
        passage.addBatch();
        vector.setInt(1, spaceId);
        vector.setObject(2, passageId);
        vector.setInt(3, workspace);
        vector.setBytes(4, Vectors.bytes(embedded.vector()));
        vector.addBatch();
      }
      passage.executeBatch();
      vector.executeBatch();
    }
  }
}

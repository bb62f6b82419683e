package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a generation lacks, and how it is added: passages first, then vectors, slice by slice. Each
 * call is a transaction or less, and doing it twice does no harm.
 */
public final class GenerationTables {
  private final Sql sql;
  private final WorkspaceId workspace;

  public GenerationTables(DataSource dataSource, WorkspaceId workspace) {
    this.sql = new Sql(dataSource);
    this.workspace = workspace;
  }

  /**
   * A document that a generation lacks something of.
   *
   * @param structure the parts that the parser saw, if they were kept
   */
  public record Lacking(
      UUID documentId,
      String externalId,
      Revision revision,
      String title,
      Sensitivity sensitivity,
      CanonicalText text,
      List<Integer> pageStarts,
      @Nullable String structure) {
    public Lacking {
      pageStarts = List.copyOf(pageStarts);
    }
  }

  /** A passage that has no vector yet. */
  public record Bare(UUID passageId, Passage passage) {}

  private static final String LACKING =
      """
      SELECT d.document_id FROM document d
      WHERE d.workspace_id = ? AND d.document_id = ANY (?)
        AND NOT (EXISTS (SELECT FROM passage p
            WHERE p.document_id = d.document_id AND p.revision = d.revision AND p.segmentation = ?)
          AND NOT EXISTS (SELECT FROM passage p
            WHERE p.document_id = d.document_id AND p.revision = d.revision AND p.segmentation = ?
              AND NOT EXISTS (SELECT FROM vector v WHERE v.passage_id = p.passage_id AND v.space_id =
                (SELECT g.space_id FROM generation g WHERE g.generation_id = ?))))
      """;

  /** Those of the documents whose current text lacks passages or vectors. */
  public List<UUID> lacking(Generation generation, Collection<UUID> documents) {
    return sql.on(
        connection ->
            Sql.query(
                connection,
                LACKING,
                statement -> {
                  statement.setInt(1, workspace.value());
                  statement.setArray(2, Sql.uuids(connection, documents));
                  statement.setString(3, generation.segmentation());
                  statement.setString(4, generation.segmentation());
                  statement.setInt(5, generation.id());
                },
                row -> Sql.uuid(row, "document_id")));
  }

  /** A document's current text; empty if the document is gone. */
  public Optional<Lacking> text(UUID documentId) {
    return sql
        .query(
            """
            SELECT d.document_id, d.external_id, d.revision, d.title, d.sensitivity, r.text, r.page_starts, r.structure
            FROM document d JOIN revision r ON r.document_id = d.document_id AND r.revision = d.revision
            WHERE d.workspace_id = ? AND d.document_id = ?
            """,
            statement -> {
              statement.setInt(1, workspace.value());
              statement.setObject(2, documentId);
            },
            GenerationTables::text)
        .stream()
        .findFirst();
  }

  private static Lacking text(ResultSet row) throws SQLException {
    return new Lacking(
        Sql.uuid(row, "document_id"),
        row.getString("external_id"),
        Revision.of(row.getBytes("revision")),
        row.getString("title"),
        Sensitivity.ofLevel(row.getInt("sensitivity")),
        CanonicalText.of(row.getString("text")),
        List.of((Integer[]) row.getArray("page_starts").getArray()),
        row.getString("structure"));
  }

  /** Whether the text is cut in the generation's way already. */
  public boolean isCut(Generation generation, Lacking document) {
    return !sql.query(
            "SELECT 1 FROM passage WHERE document_id = ? AND revision = ? AND segmentation = ? LIMIT 1",
            statement -> {
              statement.setObject(1, document.documentId());
              statement.setBytes(2, document.revision().bytes());
              statement.setString(3, generation.segmentation());
            },
            row -> true)
        .isEmpty();
  }

  /**
   * Adds passages to a document, unless it has changed meanwhile.
   *
   * @return whether it has not
   */
  public boolean addPassages(Generation generation, Lacking document, List<Passage> passages) {
    return sql.transaction(
        connection -> {
          boolean same = hold(connection, document);
          if (same) {
            TextRows.insertPassages(
                connection,
                new TextRows.Target(
                    workspace,
                    document.documentId(),
                    document.revision(),
                    document.title(),
                    generation.segmentation()),
                passages);
          }
          return same;
        });
  }

  private static final String BARE =
      """
      SELECT p.passage_id, p.ordinal, p.start_offset, p.end_offset, p.page, p.headings, p.text
      FROM passage p
      WHERE p.document_id = ? AND p.revision = ? AND p.segmentation = ?
        AND NOT EXISTS (SELECT FROM vector v WHERE v.passage_id = p.passage_id AND v.space_id =
          (SELECT g.space_id FROM generation g WHERE g.generation_id = ?))
      ORDER BY p.ordinal LIMIT ?
      """;

  /** The next passages of a document that have no vector. */
  public List<Bare> bare(Generation generation, Lacking document, int limit) {
    return sql.query(
        BARE,
        statement -> {
          statement.setObject(1, document.documentId());
          statement.setBytes(2, document.revision().bytes());
          statement.setString(3, generation.segmentation());
          statement.setInt(4, generation.id());
          statement.setInt(5, limit);
        },
        row -> new Bare(Sql.uuid(row, "passage_id"), TextRows.passage(row)));
  }

  /** Writers of a document change its row: they wait until this transaction ends. */
  private static boolean hold(Connection connection, Lacking document) throws SQLException {
    return !Sql.query(
            connection,
            "SELECT 1 FROM document WHERE document_id = ? AND revision = ? AND title = ? FOR SHARE",
            statement -> {
              statement.setObject(1, document.documentId());
              statement.setBytes(2, document.revision().bytes());
              statement.setString(3, document.title());
            },
            row -> true)
        .isEmpty();
  }

  private static final String ADD_VECTOR =
      """
      INSERT INTO vector (space_id, passage_id, workspace_id, vector)
      SELECT g.space_id, p.passage_id, p.workspace_id, ? FROM generation g, passage p
      WHERE g.generation_id = ? AND p.passage_id = ?
      ON CONFLICT (passage_id, space_id) DO NOTHING
      """;

  /**
   * Adds vectors of a document's passages, unless it has changed meanwhile.
   *
   * @return whether it has not
   */
  public boolean addVectors(Generation generation, Lacking document, Map<UUID, float[]> vectors) {
    vectors.values().forEach(vector -> Vectors.check(vector, generation.space()));
    return sql.transaction(
        connection -> {
          boolean same = hold(connection, document);
          if (same) {
            try (PreparedStatement statement = connection.prepareStatement(ADD_VECTOR)) {
              for (Map.Entry<UUID, float[]> vector : vectors.entrySet()) {
                statement.setBytes(1, Vectors.bytes(vector.getValue()));
                statement.setInt(2, generation.id());
                statement.setObject(3, vector.getKey());
                statement.addBatch();
              }
              statement.executeBatch();
            }
          }
          return same;
        });
  }

  /**
   * Tells indexes that a document has more than when they passed it. Only needed up to where an
   * index may have gone ahead of the filling: in the live generation, and in one that was live.
   */
  public void announce(Generation generation, UUID documentId, long position) {
    sql.transaction(
        connection -> {
          boolean passed =
              !Sql.query(
                      connection,
                      """
                      SELECT 1 FROM generation g JOIN document d ON d.document_id = ?
                      WHERE g.generation_id = ? AND (g.state = 'live' OR g.live_until >= ?)
                      """,
                      statement -> {
                        statement.setObject(1, documentId);
                        statement.setInt(2, generation.id());
                        statement.setLong(3, position);
                      },
                      row -> true)
                  .isEmpty();
          return passed
              ? CorpusPosition.log(connection, workspace, documentId, "write", false)
              : 0L;
        });
  }

  /** A document that a generation can't hold, and why. */
  public record Gap(UUID documentId, String reason) {}

  /** What a generation can't hold, by document id. */
  public List<Gap> gaps(int generation, Optional<UUID> after, int limit) {
    return sql.query(
        """
        SELECT a.document_id, a.reason FROM generation_gap a JOIN generation g USING (generation_id)
        WHERE g.workspace_id = ? AND a.generation_id = ? AND a.document_id > ? ORDER BY a.document_id LIMIT ?
        """,
        statement -> {
          statement.setInt(1, workspace.value());
          statement.setInt(2, generation);
          statement.setObject(3, after.orElse(new UUID(0, 0)));
          statement.setInt(4, limit);
        },
        row -> new Gap(Sql.uuid(row, "document_id"), row.getString("reason")));
  }

  /** Notes that a generation can't hold a document; null takes the note back. */
  public void gap(Generation generation, UUID documentId, @Nullable String reason) {
    sql.transaction(
        connection ->
            reason == null
                ? Sql.update(
                    connection,
                    "DELETE FROM generation_gap WHERE generation_id = ? AND document_id = ?",
                    statement -> {
                      statement.setInt(1, generation.id());
                      statement.setObject(2, documentId);
                    })
                : note(connection, generation, documentId, reason));
  }

  private static int note(
      Connection connection, Generation generation, UUID documentId, String reason)
      throws SQLException {
    return Sql.update(
        connection,
        """
        INSERT INTO generation_gap (generation_id, document_id, reason)
        SELECT ?, document_id, ? FROM document WHERE document_id = ? FOR KEY SHARE
        ON CONFLICT (generation_id, document_id) DO UPDATE SET reason = excluded.reason, at = now()
        """,
        statement -> {
          statement.setInt(1, generation.id());
          statement.setString(2, DocumentRow.clean(reason));
          statement.setObject(3, documentId, Types.OTHER);
        });
  }
}

package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Writes the corpus, one transaction a change. The document's row is locked first, so that writers
 * of one document queue; the log position is taken last, so that positions are in commit order.
 */
public final class PostgresCorpus implements CorpusWriter {
  private final Sql sql;

  public PostgresCorpus(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  @Override
  public Written write(
      SourceDocument document,
      String segmentation,
      EmbeddingSpace space,
      List<EmbeddedPassage> passages) {
    passages.forEach(passage -> check(document, space, passage));
    return sql.transaction(
        connection -> write(connection, document, segmentation, space, passages));
  }

  private static void check(
      SourceDocument document, EmbeddingSpace space, EmbeddedPassage embedded) {
    Passage passage = embedded.passage();
    if (passage.end() > document.text().length()
        || !document.text().slice(passage.start(), passage.end()).equals(passage.text())) {
      throw new IllegalArgumentException(
          "passage "
              + passage.ordinal()
              + " of "
              + document.key().externalId()
              + " is not the text at its offsets");
    }
    Vectors.check(embedded.vector(), space);
  }

  private static Written write(
      Connection connection,
      SourceDocument document,
      String segmentation,
      EmbeddingSpace space,
      List<EmbeddedPassage> passages)
      throws SQLException {
    WorkspaceId workspace = document.key().workspace();
    Label label = Label.of(connection, workspace, document.rights().label());
    int spaceId = spaceId(connection, workspace, space);

    UUID id = UUID.randomUUID();
    boolean added = DocumentRow.insert(connection, id, document, label);
    boolean labels = added;
    if (!added) {
      DocumentRow.Current current =
          DocumentRow.lock(connection, document, label, segmentation, spaceId, passages.size());
      id = current.documentId();
      labels = !current.sameLabel();
      if (current.sameFacts() && current.samePassages()) {
        return new Written(
            id,
            document.text().revision(),
            Change.UNCHANGED,
            CorpusPosition.head(connection, workspace));
      }
      DocumentRow.update(connection, id, document, label);
      if (current.samePassages()) {
        return new Written(
            id,
            document.text().revision(),
            Change.CHANGED,
            CorpusPosition.log(connection, workspace, id, "write", labels));
      }
      if (current.sameText()) {
        // Cut or embedded in another way: what other generations hold of it stays.
        TextRows.clearFor(connection, id, document, segmentation, passages);
        TextRows.writePassages(connection, id, document, segmentation, spaceId, passages);
        return new Written(
            id,
            document.text().revision(),
            Change.CHANGED,
            CorpusPosition.log(connection, workspace, id, "write", labels));
      }
      TextRows.supersede(connection, id);
    }
    TextRows.writeRevision(connection, id, document);
    TextRows.writePassages(connection, id, document, segmentation, spaceId, passages);
    return new Written(
        id,
        document.text().revision(),
        added ? Change.ADDED : Change.CHANGED,
        CorpusPosition.log(connection, workspace, id, "write", labels));
  }

  private static int spaceId(Connection connection, WorkspaceId workspace, EmbeddingSpace space)
      throws SQLException {
    Optional<Integer> known = Spaces.find(connection, workspace, space);
    return known.isPresent() ? known.get() : Spaces.add(connection, workspace, space);
  }

  @Override
  public Optional<Long> relabel(WorkspaceId workspace, UUID documentId, Rights rights) {
    return sql.transaction(
        connection -> {
          Label ids = Label.of(connection, workspace, rights.label());
          boolean labels = DocumentRow.relabels(connection, workspace, documentId, rights, ids);
          int rows =
              Sql.update(
                  connection,
                  """
                  UPDATE document SET allow = ?, deny = ?, sensitivity = ?, own_rights = ?, updated_at = now()
                  WHERE workspace_id = ? AND document_id = ?
                  """,
                  statement -> {
                    statement.setArray(1, Sql.longs(connection, ids.allow()));
                    statement.setArray(2, Sql.longs(connection, ids.deny()));
                    statement.setInt(3, rights.sensitivity().level());
                    statement.setArray(4, DocumentRow.own(connection, rights));
                    statement.setInt(5, workspace.value());
                    statement.setObject(6, documentId);
                  });
          return rows == 0
              ? Optional.empty()
              : Optional.of(
                  CorpusPosition.log(connection, workspace, documentId, "relabel", labels));
        });
  }

  @Override
  public Optional<Long> remove(WorkspaceId workspace, UUID documentId) {
    return sql.transaction(
        connection -> {
          int rows =
              Sql.update(
                  connection,
                  "DELETE FROM document WHERE workspace_id = ? AND document_id = ?",
                  statement -> {
                    statement.setInt(1, workspace.value());
                    statement.setObject(2, documentId);
                  });
          return rows == 0
              ? Optional.empty()
              : Optional.of(CorpusPosition.log(connection, workspace, documentId, "remove", false));
        });
  }

  @Override
  public List<Known> known(WorkspaceId workspace, UUID sourceId, String after, int limit) {
    return sql.transaction(
        connection -> KnownDocuments.after(connection, workspace, sourceId, after, limit));
  }

  @Override
  public List<Known> withContent(WorkspaceId workspace, UUID sourceId, byte[] contentHash) {
    return sql.transaction(
        connection -> KnownDocuments.withContent(connection, workspace, sourceId, contentHash));
  }

  @Override
  public Optional<Known> known(DocumentKey key) {
    return sql.on(connection -> KnownDocuments.named(connection, key));
  }
}

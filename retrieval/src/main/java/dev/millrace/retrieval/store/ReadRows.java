package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.DocumentReads.DocumentFacts;
import dev.millrace.retrieval.search.DocumentReads.DocumentText;
import dev.millrace.retrieval.search.Evidence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that readers are shown, and what becomes of them. */
final class ReadRows {
  static final String PASSAGE_COLUMNS =
      """
      p.passage_id, p.document_id, d.external_id, d.uri, d.title, p.revision, p.page, p.headings,
      p.start_offset, p.end_offset, p.text, d.sensitivity
      """;

  static final String DOCUMENT_COLUMNS =
      """
      d.document_id, d.source_id, d.external_id, d.uri, d.title, d.media_type, d.language, d.revision, d.sensitivity,
      d.metadata, d.updated_at
      """;

  private ReadRows() {}

  static DocumentText text(Connection connection, ResultSet row) throws SQLException {
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

  static DocumentFacts facts(ResultSet row) throws SQLException {
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
        DocumentRow.metadata(row.getString("metadata")),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  static Evidence evidence(ResultSet row, double score) throws SQLException {
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
}

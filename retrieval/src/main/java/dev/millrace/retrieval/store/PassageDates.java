package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Moments;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** When what passages say was last changed: by their source, or else by when they were written. */
final class PassageDates {
  /** What sources call the time at which their documents were last changed, best first. */
  private static final List<String> DATES =
      List.of("modified", "updated", "published", "date", "created");

  private static final String DATED =
      """
      SELECT p.passage_id, d.updated_at, ARRAY(SELECT d.metadata ->> key
        FROM unnest(?) WITH ORDINALITY AS wanted (key, place) WHERE d.metadata ->> key IS NOT NULL ORDER BY place) AS dates
      FROM passage p JOIN document d ON d.document_id = p.document_id AND d.revision = p.revision
      WHERE p.passage_id = ANY (?) AND\s"""
          + PostgresEvidence.MAY_READ;

  private PassageDates() {}

  /** By passage, of those that the viewer may read. */
  static Map<UUID, Instant> of(Connection connection, Viewer viewer, List<UUID> passages)
      throws SQLException {
    Map<UUID, Instant> dates = new HashMap<>();
    Sql.query(
        connection,
        DATED,
        statement -> {
          statement.setArray(1, Sql.texts(connection, DATES));
          statement.setArray(2, Sql.uuids(connection, passages));
          PostgresEvidence.bind(connection, statement, 3, viewer);
        },
        row -> {
          Instant written = row.getObject("updated_at", OffsetDateTime.class).toInstant();
          Instant date =
              Sql.textList(row, "dates").stream()
                  .flatMap(text -> Moments.start(text).stream())
                  .findFirst()
                  .orElse(written);
          UUID id = Sql.uuid(row, "passage_id");
          dates.put(id, date);
          return id;
        });
    return dates;
  }
}

package dev.millrace.retrieval.store;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.KnownVectors;
import dev.millrace.retrieval.corpus.TextHash;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Finds vectors by the text that they were made of. */
public final class PostgresVectors implements KnownVectors {
  // LIMIT 1 for each: a footer can be a passage of every document.
  private static final String FIND =
      """
      SELECT wanted.text_hash, found.vector
      FROM unnest(?::bytea[]) AS wanted (text_hash)
      CROSS JOIN LATERAL (
        SELECT v.vector
        FROM passage p
        JOIN vector v USING (passage_id)
        JOIN embedding_space s USING (space_id)
        WHERE p.text_hash = wanted.text_hash AND p.workspace_id = ?
          AND s.workspace_id = ? AND s.model = ? AND s.dimension = ? AND s.query_prefix = ?
        LIMIT 1
      ) found
      """;

  private final Sql sql;

  public PostgresVectors(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  @Override
  public Map<TextHash, float[]> vectors(
      WorkspaceId workspace, EmbeddingSpace space, Collection<TextHash> texts) {
    Map<TextHash, float[]> vectors = new HashMap<>();
    if (texts.isEmpty()) {
      return vectors;
    }
    byte[][] hashes = texts.stream().map(TextHash::bytes).toArray(byte[][]::new);
    sql.query(
            FIND,
            statement -> {
              statement.setArray(1, statement.getConnection().createArrayOf("bytea", hashes));
              statement.setInt(2, workspace.value());
              statement.setInt(3, workspace.value());
              statement.setString(4, space.model());
              statement.setInt(5, space.dimension());
              statement.setString(6, space.queryPrefix());
            },
            row ->
                Map.entry(
                    TextHash.of(row.getBytes("text_hash")), Vectors.floats(row.getBytes("vector"))))
        .forEach(known -> vectors.put(known.getKey(), known.getValue()));
    return vectors;
  }
}

package dev.millrace.ingestion.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of sources. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SourceRows extends GenericRepository<SourceRow, UUID> {
  void save(SourceRow row);

  void update(SourceRow row);

  Optional<SourceRow> findBySourceIdAndWorkspaceId(UUID sourceId, int workspaceId);

  @Query(
      """
      SELECT source_id, readers, denied, sensitivity FROM source
      WHERE source_id = :sourceId AND workspace_id = :workspaceId
      """)
  Optional<SourceRightsRow> rights(UUID sourceId, int workspaceId);

  Optional<SourceRow> findById(UUID sourceId);

  Optional<SourceRow> findByNameAndWorkspaceId(String name, int workspaceId);

  @Query(
      """
      SELECT * FROM source WHERE workspace_id = :workspaceId AND name > :after
      ORDER BY name LIMIT :limit
      """)
  List<SourceRow> page(int workspaceId, String after, int limit);

  @Query("DELETE FROM source WHERE source_id = :sourceId AND workspace_id = :workspaceId")
  int delete(UUID sourceId, int workspaceId);

  @Query("UPDATE source SET relabelling = false WHERE source_id = :sourceId")
  int relabelled(UUID sourceId);

  @Query("UPDATE source SET cursor = CAST(:cursor AS text) WHERE source_id = :sourceId")
  int reached(UUID sourceId, @Nullable String cursor);

  @Query(
      """
      UPDATE source SET paused = :paused
      WHERE source_id = :sourceId AND workspace_id = :workspaceId
      """)
  int pause(UUID sourceId, int workspaceId, boolean paused);
}

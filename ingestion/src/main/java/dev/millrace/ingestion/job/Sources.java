package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.data.exceptions.DataAccessException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A workspace's sources. Safe for use by many threads. */
public final class Sources {
  /** What the source of pushed documents is called. */
  public static final String PUSHED = "push";

  private final SourceRows rows;
  private final CorpusWriter corpus;
  private final WorkspaceId workspace;
  private final InstantSource clock;
  private final SourceRights rights = new SourceRights();

  /** The sources of a workspace. */
  public Sources(
      JobTables tables, CorpusWriter corpus, WorkspaceId workspace, InstantSource clock) {
    this.rows = tables.sources();
    this.corpus = corpus;
    this.workspace = workspace;
    this.clock = clock;
  }

  /** What became of a source that was put. */
  public sealed interface Put {
    /** There is a new source. */
    record Added(Source source) implements Put {}

    /** The source of that name is now as it was put. */
    record Updated(Source source) implements Put {}

    /** The source of that name is of another kind, and stays as it is. */
    record OtherKind(Source source) implements Put {}
  }

  /** The workspace whose sources these are. */
  public WorkspaceId workspace() {
    return workspace;
  }

  /**
   * Makes a source, or changes the one of that name. A change of its rights holds for its documents
   * from the next query on; they are neither parsed nor embedded again.
   *
   * @throws IllegalArgumentException if the settings don't go with the kind; says which
   */
  public Put put(String name, SourceKind kind, Map<String, String> settings, Rights wanted) {
    Optional<Source> known = named(name);
    if (known.isPresent()) {
      return changed(known.get(), kind, settings, wanted);
    }
    Source source =
        new Source(UUID.randomUUID(), workspace, name, kind, settings, wanted, clock.instant());
    try {
      rows.save(SourceRow.of(source));
      return new Put.Added(source);
    } catch (DataAccessException e) {
      // Somebody else was faster with that name.
      Source other = named(name).orElseThrow(() -> e);
      return changed(other, kind, settings, wanted);
    }
  }

  private Put changed(Source old, SourceKind kind, Map<String, String> settings, Rights wanted) {
    if (old.kind() != kind) {
      return new Put.OtherKind(old);
    }
    Source source =
        new Source(old.id(), workspace, old.name(), kind, settings, wanted, old.createdAt());
    rights.changing(
        old.id(),
        () -> {
          // The documents first: if this breaks off, putting the source again does the rest.
          if (!old.rights().equals(wanted)) {
            relabel(old, wanted);
          }
          rows.update(SourceRow.of(source));
          return source;
        });
    return new Put.Updated(source);
  }

  /** Pushed documents that brought rights of their own keep them. */
  private void relabel(Source old, Rights wanted) {
    for (Known known : corpus.known(workspace, old.id())) {
      Rights has = Rights.of(known);
      boolean own = old.kind() == SourceKind.PUSH && !has.equals(old.rights());
      if (!own && !has.equals(wanted)) {
        corpus.relabel(workspace, known.documentId(), wanted.label(), wanted.sensitivity());
      }
    }
  }

  /** The source of that id. */
  public Optional<Source> find(UUID sourceId) {
    return rows.findBySourceIdAndWorkspaceId(sourceId, workspace.value()).map(SourceRow::source);
  }

  /** The source of that name. */
  public Optional<Source> named(String name) {
    return rows.findByNameAndWorkspaceId(name, workspace.value()).map(SourceRow::source);
  }

  /** Sources in the order of their names, from after that name on. */
  public List<Source> page(Optional<String> after, int limit) {
    return rows.page(workspace.value(), after.orElse(""), limit).stream()
        .map(SourceRow::source)
        .toList();
  }

  /** Deletes a source with its documents, runs and outcomes; whether there was one. */
  public boolean delete(UUID sourceId) {
    return rights.changing(
        sourceId,
        () -> {
          if (find(sourceId).isEmpty()) {
            return false;
          }
          corpus
              .known(workspace, sourceId)
              .forEach(known -> corpus.remove(workspace, known.documentId()));
          return rows.delete(sourceId, workspace.value()) > 0;
        });
  }

  /**
   * The source of documents that are pushed without naming one; made when it is first needed.
   *
   * @return {@link Put.OtherKind} if somebody has given its name to another kind of source
   */
  public Put pushed() {
    return named(PUSHED)
        .<Put>map(
            source ->
                source.kind() == SourceKind.PUSH
                    ? new Put.Updated(source)
                    : new Put.OtherKind(source))
        .orElseGet(
            () ->
                put(
                    PUSHED,
                    SourceKind.PUSH,
                    Map.of(),
                    new Rights(AccessLabel.EVERYONE, Sensitivity.INTERNAL)));
  }

  /** The rights of a source's documents. */
  RightsNow rightsOf(UUID sourceId) {
    return rights.of(sourceId, () -> find(sourceId).map(Source::rights));
  }

  /** Rights of which a document brings a part along. */
  RightsNow rightsOf(UUID sourceId, UnaryOperator<Rights> own) {
    return rights.of(sourceId, () -> find(sourceId).map(Source::rights).map(own));
  }
}

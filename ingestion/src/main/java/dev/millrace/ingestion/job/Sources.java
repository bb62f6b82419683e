package dev.millrace.ingestion.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Connectors;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.data.exceptions.DataAccessException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A workspace's sources. Safe for use by many threads. */
public final class Sources {
  /** What the source of pushed documents is called. */
  public static final String PUSHED = "push";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final SourceRows rows;
  private final Connectors connectors;
  private final SecretBox box;
  private final Relabelling relabelling;
  private final WorkspaceId workspace;
  private final InstantSource clock;

  /** The sources of a workspace. */
  public Sources(
      JobTables tables,
      Connectors connectors,
      SecretBox box,
      Relabelling relabelling,
      WorkspaceId workspace,
      InstantSource clock) {
    this.rows = tables.sources();
    this.connectors = connectors;
    this.box = box;
    this.relabelling = relabelling;
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
   * <p>Secrets that are not given stay as they are, unless another setting changes: then they have
   * to be given again, or whoever changes an address would have them sent there. An empty one is
   * removed.
   *
   * @throws IllegalArgumentException if the settings don't go with the kind; says which
   */
  public Put put(SourceWanted wanted) {
    Optional<SourceRow> known = row(wanted.name());
    if (known.isPresent()) {
      return changed(known.get(), wanted);
    }
    SourceRow row = row(UUID.randomUUID(), wanted, wanted.settings(), null);
    try {
      rows.save(row);
      return new Put.Added(row.source());
    } catch (DataAccessException e) {
      // Somebody else was faster with that name.
      return changed(row(wanted.name()).orElseThrow(() -> e), wanted);
    }
  }

  private Put changed(SourceRow old, SourceWanted wanted) {
    Source before = old.source();
    if (before.kind() != wanted.kind()) {
      return new Put.OtherKind(before);
    }
    Map<String, String> all = new HashMap<>(secrets(old));
    Map<String, String> open = withoutSecrets(wanted);
    boolean same = open.equals(before.settings());
    if (!same) {
      Set<String> missing = new TreeSet<>(all.keySet());
      missing.removeAll(wanted.settings().keySet());
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(
            "settings change, so give "
                + String.join(", ", missing)
                + " again: a secret is not sent elsewhere unasked");
      }
    }
    all.putAll(wanted.settings());
    SourceRow row = row(before.id(), wanted, all, same ? old.cursor() : null);
    relabelling.changing(
        before, wanted.rights(), relabel -> rows.update(relabel ? row.beingRelabelled() : row));
    return new Put.Updated(row.source());
  }

  private SourceRow row(
      UUID id, SourceWanted wanted, Map<String, String> all, @Nullable String cursor) {
    connectors.check(wanted.kind(), all);
    Set<String> secretNames = connectors.secrets(wanted.kind());
    Map<String, String> secrets = new HashMap<>(all);
    secrets.keySet().retainAll(secretNames);
    secrets.values().removeIf(String::isBlank);
    Source source =
        new Source(
            id,
            workspace,
            wanted.name(),
            wanted.kind(),
            withoutSecrets(wanted),
            secrets.keySet(),
            wanted.rights(),
            wanted.visits(),
            clock.instant());
    return SourceRow.of(source, secrets.isEmpty() ? null : box.seal(id, json(secrets)), cursor);
  }

  private Map<String, String> withoutSecrets(SourceWanted wanted) {
    Map<String, String> open = new HashMap<>(wanted.settings());
    open.keySet().removeAll(connectors.secrets(wanted.kind()));
    return open;
  }

  private Map<String, String> secrets(SourceRow row) {
    if (row.secrets() == null) {
      return Map.of();
    }
    try {
      return JSON.readValue(box.open(row.sourceId(), row.secrets()), TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the source's secrets are damaged: set them again", e);
    }
  }

  private static String json(Map<String, String> secrets) {
    try {
      return JSON.writeValueAsString(secrets);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Opens the place of a source. Nothing is read or connected to yet.
   *
   * @throws SourceGoneException if there is no such source
   * @throws IllegalArgumentException if its settings no longer go with its kind
   * @throws IllegalStateException if its secrets can't be read with this node's key
   */
  public Connector open(UUID sourceId) {
    SourceRow row =
        rows.findBySourceIdAndWorkspaceId(sourceId, workspace.value())
            .orElseThrow(SourceGoneException::new);
    Map<String, String> all = new HashMap<>(row.settings());
    all.putAll(secrets(row));
    return connectors.open(SourceKind.of(row.kind()), all);
  }

  /**
   * Opens a place with settings that are not kept.
   *
   * @throws IllegalArgumentException if they don't go with the kind; says which
   */
  public Connector open(SourceKind kind, Map<String, String> settings) {
    return connectors.open(kind, settings);
  }

  /** Where the next scan of a source starts. */
  Optional<String> cursor(UUID sourceId) {
    return rows.findBySourceIdAndWorkspaceId(sourceId, workspace.value())
        .flatMap(row -> Optional.ofNullable(row.cursor()));
  }

  /** The source of that id. */
  public Optional<Source> find(UUID sourceId) {
    return rows.findBySourceIdAndWorkspaceId(sourceId, workspace.value()).map(SourceRow::source);
  }

  private Optional<SourceRow> row(String name) {
    return rows.findByNameAndWorkspaceId(name, workspace.value());
  }

  /** The source of that name. */
  public Optional<Source> named(String name) {
    return row(name).map(SourceRow::source);
  }

  /** Sources in the order of their names, from after that name on. */
  public List<Source> page(Optional<String> after, int limit) {
    return rows.page(workspace.value(), after.orElse(""), limit).stream()
        .map(SourceRow::source)
        .toList();
  }

  /** Keeps the server from visiting a source by itself, or lets it again; the source as it is. */
  public Optional<Source> pause(UUID sourceId, boolean paused) {
    rows.pause(sourceId, workspace.value(), paused);
    return find(sourceId);
  }

  /** Deletes a source with its documents, runs and outcomes; whether there was one. */
  public boolean delete(UUID sourceId) {
    return find(sourceId).isPresent()
        && relabelling.removingAll(sourceId, () -> rows.delete(sourceId, workspace.value()) > 0);
  }

  /** Ends a change of rights that a node which is gone has left half done. */
  void finishRelabelling(Source source) {
    rows.findBySourceIdAndWorkspaceId(source.id(), workspace.value())
        .filter(SourceRow::relabelling)
        .ifPresent(row -> relabelling.changing(row.source(), row.source().rights(), again -> {}));
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
                    new SourceWanted(
                        PUSHED,
                        SourceKind.PUSH,
                        Map.of(),
                        new Rights(AccessLabel.EVERYONE, Sensitivity.INTERNAL),
                        Visits.USUAL)));
  }

  /** The rights of a source's documents. */
  RightsNow rightsOf(UUID sourceId) {
    return rightsOf(sourceId, UnaryOperator.identity());
  }

  /** Rights of which a document brings a part along. */
  RightsNow rightsOf(UUID sourceId, UnaryOperator<Rights> own) {
    return relabelling.rights(
        sourceId,
        () -> rows.rights(sourceId, workspace.value()).map(SourceRightsRow::rights).map(own));
  }
}

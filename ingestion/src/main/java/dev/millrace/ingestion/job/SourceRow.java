package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is stored. Of an array that may be null, Micronaut sees its own annotation and the
 * checker JSpecify's.
 *
 * @param secretNames the names of the settings that {@code secrets} holds
 * @param secrets as {@link SecretBox} seals them, a JSON object; null if there are none
 *     <p>Micronaut sees its own annotation of an array that may be null, the checker JSpecify's.
 */
@MappedEntity("source")
record SourceRow(
    @Id UUID sourceId,
    int workspaceId,
    String name,
    String kind,
    @TypeDef(type = DataType.JSON) Map<String, String> settings,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> secretNames,
    @io.micronaut.core.annotation.Nullable byte @Nullable [] secrets,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> readers,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> denied,
    String sensitivity,
    @Nullable String schedule,
    boolean watch,
    boolean paused,
    double mostRemoved,
    @Nullable String cursor,
    boolean relabelling,
    Instant createdAt) {
  static SourceRow of(Source source, byte @Nullable [] secrets, @Nullable String cursor) {
    AccessLabel label = source.rights().label();
    Visits visits = source.visits();
    return new SourceRow(
        source.id(),
        source.workspace().value(),
        source.name(),
        source.kind().wire(),
        source.settings(),
        source.secrets().stream().sorted().toList(),
        secrets,
        texts(label.allow()),
        texts(label.deny()),
        source.rights().sensitivity().wire(),
        visits.times().map(VisitTimes::text).orElse(null),
        visits.watch(),
        visits.paused(),
        visits.mostRemoved(),
        cursor,
        false,
        source.createdAt());
  }

  SourceRow beingRelabelled() {
    return new SourceRow(
        sourceId,
        workspaceId,
        name,
        kind,
        settings,
        secretNames,
        secrets,
        readers,
        denied,
        sensitivity,
        schedule,
        watch,
        paused,
        mostRemoved,
        cursor,
        true,
        createdAt);
  }

  Source source() {
    Rights rights =
        new Rights(
            new AccessLabel(principals(readers), principals(denied)), Sensitivity.of(sensitivity));
    return new Source(
        sourceId,
        new WorkspaceId(workspaceId),
        name,
        SourceKind.of(kind),
        settings,
        Set.copyOf(secretNames),
        rights,
        new Visits(Optional.ofNullable(schedule).map(VisitTimes::new), watch, paused, mostRemoved),
        createdAt);
  }

  private static List<String> texts(Set<Principal> principals) {
    return principals.stream().map(Principal::toString).sorted().toList();
  }

  static Set<Principal> principals(List<String> texts) {
    return texts.stream().map(Principal::parse).collect(Collectors.toUnmodifiableSet());
  }
}

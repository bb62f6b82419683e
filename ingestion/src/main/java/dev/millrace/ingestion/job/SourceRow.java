package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A source as it is stored. */
@MappedEntity("source")
record SourceRow(
    @Id UUID sourceId,
    int workspaceId,
    String name,
    String kind,
    @TypeDef(type = DataType.JSON) Map<String, String> settings,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> readers,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> denied,
    String sensitivity,
    Instant createdAt) {
  static SourceRow of(Source source) {
    AccessLabel label = source.rights().label();
    return new SourceRow(
        source.id(),
        source.workspace().value(),
        source.name(),
        source.kind().wire(),
        source.settings(),
        texts(label.allow()),
        texts(label.deny()),
        source.rights().sensitivity().wire(),
        source.createdAt());
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
        rights,
        createdAt);
  }

  private static List<String> texts(Set<Principal> principals) {
    return principals.stream().map(Principal::toString).sorted().toList();
  }

  private static Set<Principal> principals(List<String> texts) {
    return texts.stream().map(Principal::parse).collect(Collectors.toUnmodifiableSet());
  }
}

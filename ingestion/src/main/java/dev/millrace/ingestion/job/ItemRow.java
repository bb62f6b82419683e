package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Unusable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds of an item, as it is stored; see the table's description. Nulls are marked as
 * in {@link SourceRow}.
 */
@MappedEntity("item")
record ItemRow(
    @Id UUID sourceId,
    String externalId,
    int workspaceId,
    String uri,
    @Nullable String toldVersion,
    @TypeDef(type = DataType.JSON) Map<String, Object> facts,
    @io.micronaut.core.annotation.Nullable byte @Nullable [] inline,
    @Nullable UUID seenIn,
    @Nullable String root,
    String state,
    @Nullable String version,
    @TypeDef(type = DataType.JSON) @Nullable Map<String, Object> settledFacts,
    @io.micronaut.core.annotation.Nullable byte @Nullable [] contentHash,
    @Nullable String recipe,
    @Nullable UUID documentId,
    @Nullable String outcome,
    @Nullable String reason,
    int attempts,
    @Nullable Instant retryAt) {

  /** An item as a scan tells it, to be wanted unless it is known to be as it was. */
  static ItemRow told(Source source, UUID runId, Item item, String recipe) {
    return new ItemRow(
        source.id(),
        item.externalId(),
        source.workspace().value(),
        item.uri(),
        item.version(),
        FactsJson.of(item.facts()),
        item.inline().orElse(null),
        runId,
        null,
        ItemState.WANTED.wire(),
        null,
        null,
        null,
        recipe,
        null,
        null,
        null,
        0,
        null);
  }

  /** Something that can't be told as an item. */
  static ItemRow unusable(Source source, UUID runId, Unusable one) {
    return new ItemRow(
        source.id(),
        one.externalId(),
        source.workspace().value(),
        one.externalId(),
        null,
        Map.of(),
        null,
        runId,
        null,
        ItemState.UNUSABLE.wire(),
        null,
        null,
        null,
        null,
        null,
        (one.failed() ? OutcomeKind.FAILED : OutcomeKind.SKIPPED).wire(),
        one.reason(),
        0,
        null);
  }

  /** The same, where a person finds it elsewhere. */
  ItemRow at(String elsewhere) {
    return new ItemRow(
        sourceId,
        externalId,
        workspaceId,
        elsewhere,
        toldVersion,
        facts,
        inline,
        seenIn,
        root,
        state,
        version,
        settledFacts,
        contentHash,
        recipe,
        documentId,
        outcome,
        reason,
        attempts,
        retryAt);
  }

  Facts knownFacts() {
    return FactsJson.facts(facts);
  }

  /** As it was told. */
  Item item() {
    return new Item(
        externalId,
        uri,
        toldVersion,
        OptionalLong.empty(),
        knownFacts(),
        Optional.ofNullable(inline));
  }
}

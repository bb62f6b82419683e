package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.Revision;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of a push that brought a key, as it is stored. */
@MappedEntity("idempotent_push")
record IdempotentPushRow(
    @Id UUID sourceId,
    String key,
    int workspaceId,
    byte[] requestHash,
    @TypeDef(type = DataType.JSON) Map<String, String> answer,
    Instant at) {

  static Map<String, String> json(Outcome outcome) {
    Map<String, String> json = new HashMap<>();
    json.put("externalId", outcome.externalId());
    json.put("outcome", outcome.kind().wire());
    put(json, "reason", outcome.reason());
    put(json, "documentId", outcome.documentId());
    Revision revision = outcome.revision();
    put(json, "revision", revision == null ? null : HexFormat.of().formatHex(revision.bytes()));
    outcome.position().ifPresent(position -> json.put("position", Long.toString(position)));
    return json;
  }

  private static void put(Map<String, String> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  Outcome outcome() {
    String id = answer.get("documentId");
    String revision = answer.get("revision");
    String position = answer.get("position");
    return new Outcome(
        answer.getOrDefault("externalId", ""),
        OutcomeKind.of(answer.getOrDefault("outcome", "")),
        answer.get("reason"),
        id == null ? null : UUID.fromString(id),
        revision == null ? null : Revision.of(HexFormat.of().parseHex(revision)),
        Map.of(),
        0,
        position == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(position)),
        at);
  }
}

package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.index.PassageIndex.Held;
import dev.millrace.retrieval.opensearch.OpenSearchException.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the index holds. */
final class PassageInventory {
  private static final int MOST_LANGUAGES = 100;
  private static final int DOCUMENTS_AT_ONCE = 1_000;

  /** Read where it is written first: no other copy has more. */
  private static final String FIRST_COPY = "_primary";

  private final OpenSearchClient client;
  private final String index;
  private final Searches searches;

  PassageInventory(OpenSearchClient client, String index, Searches searches) {
    this.client = client;
    this.index = index;
    this.searches = searches;
  }

  /** The passages of those documents that searches see. */
  List<Held> held(Collection<UUID> documents) {
    List<Held> held = new ArrayList<>();
    if (documents.isEmpty()) {
      return held;
    }
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "query",
                Map.of(
                    "bool",
                    Map.of(
                        "filter",
                        List.of(
                            Queries.terms(
                                IndexSchema.DOCUMENT,
                                documents.stream().map(UUID::toString).toList())))),
                "size",
                Searches.MOST,
                "stored_fields",
                "_none_",
                "docvalue_fields",
                List.of(IndexSchema.PASSAGE, IndexSchema.DOCUMENT, IndexSchema.FINGERPRINT),
                "sort",
                List.of(IndexSchema.PASSAGE),
                "search_after",
                List.of("")));
    int found;
    do {
      JsonNode hits = run(body).path("hits").path("hits");
      found = hits.size();
      for (JsonNode hit : hits) {
        held.add(
            new Held(
                UUID.fromString(value(hit, IndexSchema.DOCUMENT)),
                Searches.passage(hit),
                Long.parseUnsignedLong(value(hit, IndexSchema.FINGERPRINT), 16)));
      }
      if (found > 0) {
        body.put("search_after", List.of(held.getLast().passage().toString()));
      }
    } while (found == Searches.MOST);
    return held;
  }

  private static String value(JsonNode hit, String field) {
    return hit.path("fields").path(field).path(0).asText();
  }

  /** The documents of which passages are held. */
  Set<UUID> documents() {
    Set<UUID> documents = new HashSet<>();
    Map<String, Object> after = Map.of();
    while (true) {
      Map<String, Object> composite = new HashMap<>();
      composite.put("size", DOCUMENTS_AT_ONCE);
      composite.put(
          "sources",
          List.of(Map.of("document", Map.of("terms", Map.of("field", IndexSchema.DOCUMENT)))));
      if (!after.isEmpty()) {
        composite.put("after", after);
      }
      JsonNode buckets = aggregated(Map.of("composite", composite));
      if (buckets.isEmpty()) {
        return documents;
      }
      String last = "";
      for (JsonNode bucket : buckets) {
        last = bucket.path("key").path("document").asText();
        documents.add(UUID.fromString(last));
      }
      after = Map.of("document", last);
    }
  }

  /** The languages that there are passages in. */
  Set<String> languages() {
    Set<String> languages = new HashSet<>();
    aggregated(Map.of("terms", Map.of("field", IndexSchema.LANGUAGE, "size", MOST_LANGUAGES)))
        .forEach(bucket -> languages.add(bucket.path("key").asText()));
    return Set.copyOf(languages);
  }

  private JsonNode aggregated(Map<String, Object> aggregation) {
    return run(Map.of("size", 0, "aggs", Map.of("all", aggregation)))
        .path("aggregations")
        .path("all")
        .path("buckets");
  }

  private JsonNode run(Map<String, Object> body) {
    return searches.run(List.of(new Searches.Asked(body)), FIRST_COPY).getFirst();
  }

  /** Passages held. */
  long size() {
    JsonNode answer =
        client.send(
            "POST",
            "/" + index + "/_count",
            Map.of("query", Map.of("exists", Map.of("field", IndexSchema.PASSAGE))));
    if (answer.path("_shards").path("failed").asInt(0) > 0) {
      throw new OpenSearchException(
          Fault.DEGRADED,
          "OpenSearch at %s could not count all of %s; start the nodes that are missing"
              .formatted(client.name(), index));
    }
    return answer.path("count").asLong();
  }
}

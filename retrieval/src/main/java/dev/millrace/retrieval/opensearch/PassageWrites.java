package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.opensearch.OpenSearchException.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes documents' passages in lots, and counts what is there. */
final class PassageWrites {
  /** Lines of one request: with vectors of 1,500 numbers, some 4 MB. */
  private static final int LINES = 400;

  private static final int MOST_LANGUAGES = 100;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final OpenSearchClient client;
  private final String index;
  private final Searches searches;

  PassageWrites(OpenSearchClient client, String index, Searches searches) {
    this.client = client;
    this.index = index;
    this.searches = searches;
  }

  /**
   * Puts documents in the place of what there is of them; when it returns, searches see it.
   *
   * @param named those that are not present are removed
   * @param position of the log that they are of; what is newer stays
   */
  void replace(Collection<UUID> named, List<Projected> present, long position) {
    Set<UUID> wanted = new HashSet<>();
    List<Object> lines = new ArrayList<>();
    for (Projected document : present) {
      document.passages().forEach(passage -> wanted.add(passage.passageId()));
      lines.addAll(PassageLines.of(document, position));
    }
    for (UUID held : held(named)) {
      if (!wanted.contains(held)) {
        lines.add(PassageLines.deletion(held, position));
      }
    }
    send(lines);
  }

  /** Deletes passages, whatever document they are of. */
  void delete(Collection<UUID> passages, long position) {
    send(
        passages.stream()
            .<Object>map(passage -> PassageLines.deletion(passage, position))
            .toList());
  }

  private void send(List<Object> lines) {
    int from = 0;
    while (from < lines.size()) {
      int to = Math.min(lines.size(), from + LINES);
      // A line that tells what to do is not parted from the passage after it.
      while (to < lines.size() && !starts(lines.get(to))) {
        to++;
      }
      check(
          client.lines(
              "/%s/_bulk?require_alias=true&timeout=%dms&refresh=%s"
                  .formatted(index, client.patience().toMillis(), to == lines.size()),
              lines.subList(from, to)));
      from = to;
    }
  }

  private static boolean starts(Object line) {
    return line instanceof Map<?, ?> map
        && map.size() == 1
        && (map.containsKey("index") || map.containsKey("delete"));
  }

  /** What is newer than ours, or gone already, is as it should be. */
  private void check(JsonNode answer) {
    if (!answer.path("errors").asBoolean(false)) {
      return;
    }
    for (JsonNode item : answer.path("items")) {
      JsonNode result = item.has("index") ? item.path("index") : item.path("delete");
      int status = result.path("status").asInt();
      boolean gone = status == NOT_FOUND && item.has("delete") && !result.has("error");
      if (status >= 300 && status != CONFLICT && !gone) {
        throw client.refusal(client.name(), status, result.path("error"), "no reason");
      }
    }
  }

  /** The passages of those documents that searches see. */
  private Set<UUID> held(Collection<UUID> documents) {
    Set<UUID> held = new HashSet<>();
    if (documents.isEmpty()) {
      return held;
    }
    Map<String, Object> query =
        Map.of(
            "bool",
            Map.of(
                "filter",
                List.of(
                    Queries.terms(
                        IndexSchema.DOCUMENT, documents.stream().map(UUID::toString).toList()))));
    String after = "";
    int found;
    do {
      Map<String, Object> body = new HashMap<>(Searches.passages(query, Searches.MOST).body());
      body.put("sort", List.of(IndexSchema.PASSAGE));
      body.put("search_after", List.of(after));
      JsonNode hits =
          searches
              .run(List.of(new Searches.Asked(body)), "_primary")
              .getFirst()
              .path("hits")
              .path("hits");
      found = hits.size();
      for (JsonNode hit : hits) {
        UUID passage = Searches.passage(hit);
        held.add(passage);
        after = passage.toString();
      }
    } while (found == Searches.MOST);
    return held;
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

  /** The languages that there are passages in. */
  Set<String> languages() {
    JsonNode buckets =
        searches
            .run(
                List.of(
                    new Searches.Asked(
                        Map.of(
                            "size",
                            0,
                            "aggs",
                            Map.of(
                                "languages",
                                Map.of(
                                    "terms",
                                    Map.of(
                                        "field", IndexSchema.LANGUAGE, "size", MOST_LANGUAGES)))))),
                "languages")
            .getFirst()
            .path("aggregations")
            .path("languages")
            .path("buckets");
    Set<String> languages = new HashSet<>();
    buckets.forEach(bucket -> languages.add(bucket.path("key").asText()));
    return Set.copyOf(languages);
  }
}

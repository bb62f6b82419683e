package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.opensearch.OpenSearchException.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;

/**
 * Searches of one index, several in a round trip. An answer that is not of all shards, or not
 * finished, is a fault.
 */
final class Searches {
  /** OpenSearch returns no more in one answer. */
  static final int MOST = 10_000;

  private final OpenSearchClient client;
  private final String index;
  private final int shards;

  /**
   * @param shards of the index; with more than one, the statistics of all are asked first, so that
   *     scores are those of the whole
   */
  Searches(OpenSearchClient client, String index, int shards) {
    this.client = client;
    this.index = index;
    this.shards = shards;
  }

  /** One search. */
  record Asked(Map<String, Object> body) {}

  /** A search for passages with their scores. */
  static Asked passages(Map<String, Object> query, int limit) {
    return new Asked(
        Map.of(
            "query",
            query,
            "size",
            Math.min(limit, MOST),
            "track_total_hits",
            false,
            "stored_fields",
            "_none_",
            "docvalue_fields",
            List.of(IndexSchema.PASSAGE)));
  }

  /** A look whether there is a passage at all. */
  static Asked any(Map<String, Object> query) {
    return new Asked(
        Map.of(
            "query",
            Map.of("bool", Map.of("filter", List.of(query))),
            "size",
            0,
            "track_total_hits",
            1,
            "terminate_after",
            1));
  }

  /**
   * The answers, in the order of what was asked.
   *
   * @param reader what is the same for searches that shall see the same copy of the index
   */
  List<JsonNode> run(List<Asked> asked, String reader) {
    if (asked.isEmpty()) {
      return List.of();
    }
    Map<String, Object> header = new HashMap<>();
    header.put("index", index);
    header.put("preference", reader);
    header.put("allow_partial_search_results", false);
    if (shards > 1) {
      header.put("search_type", "dfs_query_then_fetch");
    }
    List<Object> lines = new ArrayList<>();
    for (Asked one : asked) {
      lines.add(header);
      lines.add(one.body());
    }
    JsonNode responses = client.lines("/_msearch", lines).path("responses");
    if (responses.size() != asked.size()) {
      throw new OpenSearchException(
          Fault.FAILED,
          "OpenSearch at %s answered %d of %d searches"
              .formatted(client.name(), responses.size(), asked.size()));
    }
    List<JsonNode> answers = new ArrayList<>(asked.size());
    responses.forEach(response -> answers.add(whole(response)));
    return answers;
  }

  private JsonNode whole(JsonNode response) {
    if (response.has("error")) {
      throw client.refusal(
          client.name(), response.path("status").asInt(500), response.path("error"), "no reason");
    }
    JsonNode parts = response.path("_shards");
    if (response.path("timed_out").asBoolean(false)
        || parts.path("failed").asInt(0) > 0
        || parts.path("successful").asInt(0) < parts.path("total").asInt(1)) {
      throw new OpenSearchException(
          Fault.DEGRADED,
          "OpenSearch at %s searched %d of %d shards of %s; look at GET /_cluster/health and start the nodes that are missing"
              .formatted(
                  client.name(),
                  parts.path("successful").asInt(0),
                  parts.path("total").asInt(0),
                  index));
    }
    return response;
  }

  /** Whether an answer to {@link #any} found one. */
  static boolean found(JsonNode response) {
    return response.path("hits").path("total").path("value").asLong(0) > 0;
  }

  /** The passages of an answer, best first, with scores as our own index gives them. */
  static List<Candidate> candidates(JsonNode response, DoubleUnaryOperator score) {
    List<Candidate> candidates = new ArrayList<>();
    for (JsonNode hit : response.path("hits").path("hits")) {
      candidates.add(
          new Candidate(passage(hit), score.applyAsDouble(hit.path("_score").asDouble())));
    }
    candidates.sort(Candidate.BEST_FIRST);
    return candidates;
  }

  /** The passage that a hit is. */
  static UUID passage(JsonNode hit) {
    return UUID.fromString(
        hit.path("fields").path(IndexSchema.PASSAGE).path(0).asText("no passage"));
  }

  /**
   * From Lucene's score of an inner product, which is 1 + p, or 1 / (1 − p) where p is negative, to
   * (1 + p) / 2.
   */
  static double byVector(double score) {
    double product = score >= 1 ? score - 1 : 1 - 1 / score;
    return Math.max((1 + product) / 2, 0);
  }
}

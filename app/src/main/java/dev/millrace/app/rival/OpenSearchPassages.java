package dev.millrace.app.rival;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.search.Fusion;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Passages in OpenSearch as its documentation has it: one shard, the analyzer for English, k-NN by
 * Lucene's graph with the same parameters as ours, a keyword for who may read, the vector left out
 * of what is read back. Safe for use by many threads once it is filled.
 */
public final class OpenSearchPassages implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDEX = "passages";
  private static final String TEXT = "text";
  private static final String VECTOR = "vector";

  /** Neighbours on each side, candidates while building: Lucene's defaults, ours too. */
  private static final Map<String, Integer> GRAPH = Map.of("m", 16, "ef_construction", 100);

  /** That each leg contributes to the fused ranking, and the graph looks for. */
  private static final int DEPTH = 100;

  private final URI server;
  private final int dimension;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * A passage.
   *
   * @param readers names of who may read it
   */
  public record Entry(UUID id, String text, float[] vector, List<String> readers) {}

  /**
   * @param dimension of the vectors
   */
  public OpenSearchPassages(URI server, int dimension) {
    this.server = server;
    this.dimension = dimension;
  }

  /** Makes the index anew. */
  public void create() throws IOException {
    send("DELETE", INDEX + "?ignore_unavailable=true", "");
    send("PUT", INDEX, JSON.writeValueAsString(description(dimension)));
  }

  private static Map<String, Object> description(int dimension) {
    Map<String, Object> vector =
        Map.of(
            "type",
            "knn_vector",
            "dimension",
            dimension,
            "method",
            Map.of(
                "name",
                "hnsw",
                "engine",
                "lucene",
                "space_type",
                "cosinesimil",
                "parameters",
                GRAPH));
    return Map.of(
        "settings",
        Map.of(
            "index",
            Map.of(
                "knn",
                true,
                "number_of_shards",
                1,
                "number_of_replicas",
                0,
                "refresh_interval",
                "-1")),
        "mappings",
        Map.of(
            "_source",
            Map.of("excludes", List.of(VECTOR)),
            "properties",
            Map.of(
                TEXT,
                Map.of("type", TEXT, "analyzer", "english"),
                "readers",
                Map.of("type", "keyword"),
                VECTOR,
                vector)));
  }

  /** Adds passages in one request. */
  public void add(List<Entry> entries) throws IOException {
    StringWriter lines = new StringWriter();
    for (Entry entry : entries) {
      lines.write("{\"index\":{\"_id\":\"" + entry.id() + "\"}}\n");
      try (JsonGenerator json = JSON.createGenerator(lines)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeStringField(TEXT, entry.text());
        json.writePOJOField("readers", entry.readers());
        json.writePOJOField(VECTOR, entry.vector());
        json.writeEndObject();
      }
      lines.write('\n');
    }
    JsonNode reply = send("POST", INDEX + "/_bulk", lines.toString());
    if (reply.path("errors").asBoolean()) {
      throw new IOException("OpenSearch refused passages: " + reply.toString().substring(0, 500));
    }
  }

  /**
   * Waits for the index of a server that has just started, shows searches all in it, and waits
   * until no segments are being merged.
   */
  public void settle() throws IOException {
    send("GET", "_cluster/health/" + INDEX + "?wait_for_status=yellow&timeout=10m", "");
    send("POST", INDEX + "/_refresh", "");
    while (merging()) {
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while OpenSearch merged", e);
      }
    }
  }

  private boolean merging() throws IOException {
    return send("GET", INDEX + "/_stats/merge", "").at("/_all/total/merges/current").asInt() > 0;
  }

  /** Ids of the best passages by words, each read with its text. */
  public List<UUID> lexical(String query, String reader, int limit) throws IOException {
    return ids(send("POST", INDEX + "/_search", words(query, reader, limit, true).toString()));
  }

  /** Ids of the nearest passages, each read with its text. */
  public List<UUID> vector(float[] query, String reader, int limit) throws IOException {
    return ids(send("POST", INDEX + "/_search", near(query, reader, limit, true).toString()));
  }

  /** Both legs in one request, the same fusion as ours, and the texts of the best. */
  public List<UUID> fused(String query, float[] vector, String reader, int limit)
      throws IOException {
    String legs =
        "{}\n"
            + words(query, reader, DEPTH, false)
            + "\n{}\n"
            + near(vector, reader, DEPTH, false)
            + "\n";
    JsonNode replies = send("POST", INDEX + "/_msearch", legs).get("responses");
    List<UUID> best =
        Fusion.MIN_MAX.fuse(candidates(replies.get(0)), candidates(replies.get(1)), DEPTH).stream()
            .limit(limit)
            .map(Candidate::passageId)
            .toList();
    send("POST", INDEX + "/_mget", JSON.writeValueAsString(Map.of("ids", best)));
    return best;
  }

  private static ObjectNode words(String query, String reader, int limit, boolean texts) {
    ObjectNode search = search(limit, texts);
    ObjectNode bool = search.putObject("query").putObject("bool");
    bool.putObject("must").putObject("match").put(TEXT, query);
    bool.putObject("filter").putObject("term").put("readers", reader);
    return search;
  }

  private static ObjectNode near(float[] query, String reader, int limit, boolean texts) {
    ObjectNode search = search(limit, texts);
    ObjectNode near = search.putObject("query").putObject("knn").putObject(VECTOR);
    near.putPOJO(VECTOR, query);
    near.put("k", DEPTH);
    near.putObject("filter").putObject("term").put("readers", reader);
    return search;
  }

  private static ObjectNode search(int limit, boolean texts) {
    ObjectNode search = JSON.createObjectNode();
    search.put("size", limit);
    search.put("_source", texts);
    search.put("track_total_hits", false);
    return search;
  }

  private static List<UUID> ids(JsonNode reply) {
    return candidates(reply).stream().map(Candidate::passageId).toList();
  }

  private static List<Candidate> candidates(JsonNode reply) {
    List<Candidate> candidates = new ArrayList<>();
    for (JsonNode hit : reply.path("hits").path("hits")) {
      candidates.add(
          new Candidate(UUID.fromString(hit.path("_id").asText()), hit.path("_score").asDouble()));
    }
    return candidates;
  }

  private JsonNode send(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/" + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode reply = JSON.readTree(response.body());
      if (response.statusCode() >= 300) {
        throw new IOException("OpenSearch answered " + response.statusCode() + ": " + reply);
      }
      return reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while OpenSearch worked", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}

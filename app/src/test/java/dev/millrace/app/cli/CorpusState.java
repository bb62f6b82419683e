package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * All that a viewer can see of a corpus through the API, without ids, which two corpora do not
 * share.
 *
 * @param documents revision and passages (span, page, text) by external id
 * @param results for each query and mode the best passages by external id and span
 */
record CorpusState(TreeMap<String, List<String>> documents, TreeMap<String, List<String>> results) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CorpusState of(URI server, List<String> queries, long position)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      Reader reader = new Reader(http, server);
      TreeMap<String, List<String>> documents = new TreeMap<>();
      for (JsonNode document : reader.all("/api/documents?limit=100")) {
        List<String> content = new ArrayList<>();
        content.add(document.get("title").asText() + " " + document.get("revision").asText());
        String id = document.get("documentId").asText();
        for (JsonNode passage : reader.all("/api/documents/" + id + "/passages?limit=100")) {
          content.add(
              span(passage) + " " + passage.get("page") + " " + passage.get("text").asText());
        }
        List<String> twice = documents.put(document.get("externalId").asText(), content);
        if (twice != null) {
          throw new IllegalStateException("two documents are called " + document.get("externalId"));
        }
      }
      TreeMap<String, List<String>> results = new TreeMap<>();
      for (String query : queries) {
        for (String mode : List.of("lexical", "vector", "hybrid")) {
          List<String> best = best(reader.search(query, mode, position).get("evidence"));
          results.put(mode + ": " + query, best);
        }
      }
      return new CorpusState(documents, results);
    }
  }

  /**
   * With its score each, equals in the order of their names: ids, which break ties, differ between
   * corpora. For the same reason without those that score as the last, which may or may not have
   * come in.
   */
  private static List<String> best(JsonNode evidence) {
    double last = evidence.get(evidence.size() - 1).get("score").asDouble();
    List<String> best = new ArrayList<>();
    for (JsonNode one : evidence) {
      if (one.get("score").asDouble() > last + 1e-4) {
        best.add(
            "%.3f %s %s"
                .formatted(one.get("score").asDouble(), one.get("externalId").asText(), span(one)));
      }
    }
    best.sort(java.util.Comparator.reverseOrder());
    return best;
  }

  private static String span(JsonNode passage) {
    return passage.get("start") + "-" + passage.get("end");
  }

  private record Reader(HttpClient http, URI server) {
    List<JsonNode> all(String path) throws IOException, InterruptedException {
      List<JsonNode> all = new ArrayList<>();
      String cursor = "";
      while (true) {
        JsonNode page = send(HttpRequest.newBuilder(server.resolve(path + cursor)).GET());
        page.get("data").forEach(all::add);
        if (page.path("nextCursor").isNull() || page.path("nextCursor").isMissingNode()) {
          return all;
        }
        cursor = "&cursor=" + URLEncoder.encode(page.get("nextCursor").asText(), UTF_8);
      }
    }

    JsonNode search(String query, String mode, long position)
        throws IOException, InterruptedException {
      String body =
          JSON.writeValueAsString(
              java.util.Map.of("query", query, "mode", mode, "limit", 20, "minPosition", position));
      return send(
          HttpRequest.newBuilder(server.resolve("/api/search"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
      HttpResponse<String> response =
          http.send(
              request.header("Authorization", "Bearer " + ServerProcess.KEY).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body());
    }
  }
}

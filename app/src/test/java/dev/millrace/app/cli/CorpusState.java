package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that ingestion leaves behind, without ids and times, which two corpora do not share:
 * documents, passages, vectors, the books about items, the last report of each source, and what
 * searches find.
 *
 * @param facts what is known by the name of the thing that it is about
 */
record CorpusState(TreeMap<String, String> facts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** More than match any of the rare words. */
  private static final int MOST = 100;

  /**
   * So deep that the vectors' graph, which is walked and not read whole, misses none of the best.
   */
  private static final int DEEP = 500;

  private static final int BEST = 20;

  private static final List<String> QUERIES =
      List.of(
          // Who is named by what, since numbers differ.
          """
          SELECT 'document ' || s.name || ' ' || d.external_id, concat_ws(' | ', d.uri, d.title, d.media_type, d.language,
            d.metadata::text, d.sensitivity, encode(d.content_hash, 'hex'), encode(d.revision, 'hex'),
            (SELECT string_agg(p.kind || ':' || p.external_id, ',' ORDER BY p.kind, p.external_id)
              FROM principal p WHERE p.principal_id = ANY (d.allow)),
            (SELECT string_agg(p.kind || ':' || p.external_id, ',' ORDER BY p.kind, p.external_id)
              FROM principal p WHERE p.principal_id = ANY (d.deny)),
            md5(r.text), r.page_starts::text)
          FROM document d JOIN source s USING (source_id) JOIN revision r USING (document_id, revision)
          """,
          """
          SELECT 'passage ' || s.name || ' ' || d.external_id || ' ' || p.ordinal || ' ' || p.segmentation, concat_ws(' | ',
            p.start_offset, p.end_offset, p.page, p.headings::text, p.text, md5(v.vector))
          FROM passage p JOIN document d USING (document_id) JOIN source s USING (source_id) LEFT JOIN vector v USING (passage_id)
          """,
          """
          SELECT 'item ' || s.name || ' ' || i.external_id, concat_ws(' | ', i.state, i.outcome, i.reason, i.root,
            encode(i.content_hash, 'hex'), i.settled_facts::text, d.external_id)
          FROM item i JOIN source s USING (source_id) LEFT JOIN document d USING (document_id)
          """,
          """
          SELECT 'outcome ' || s.name || ' ' || o.external_id, concat_ws(' | ',
            CASE WHEN s.kind = 'upload' AND o.outcome IN ('added', 'changed', 'unchanged') THEN 'there' ELSE o.outcome END,
            o.reason)
          FROM source s JOIN LATERAL (SELECT run_id FROM run WHERE run.source_id = s.source_id
            ORDER BY started_at DESC LIMIT 1) AS last ON true JOIN outcome o USING (run_id)
          """,
          // Replaced ones are history, and two ways to the same corpus have different ones.
          "SELECT 'revisions', count(*) FROM revision WHERE superseded_at IS NULL",
          "SELECT 'passages', count(*) FROM passage",
          "SELECT 'vectors', count(*) FROM vector");

  /** What a server and its database hold. */
  static CorpusState of(Database database, URI server)
      throws IOException, InterruptedException, SQLException {
    TreeMap<String, String> facts = new TreeMap<>();
    for (String query : QUERIES) {
      for (var row : database.rows(query)) {
        String twice =
            facts.put(String.valueOf(row.getFirst()), Objects.toString(row.getLast(), ""));
        if (twice != null) {
          throw new IllegalStateException("there are two of " + row.getFirst());
        }
      }
    }
    long position = database.count("SELECT position FROM workspace");
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String query : MadeFiles.SEARCHES) {
        JsonNode evidence = search(http, server, query, "vector", DEEP, position).get("evidence");
        facts.put("search vector " + query, String.join("\n", best(evidence)));
      }
      for (String word : MadeFiles.RARE_WORDS) {
        JsonNode evidence = search(http, server, word, "lexical", MOST, position).get("evidence");
        facts.put("search lexical " + word, String.join("\n", all(evidence)));
      }
    }
    return new CorpusState(facts);
  }

  /** What differs from another state, a line each; empty if they are equal. */
  List<String> differences(CorpusState expected) {
    TreeSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(expected.facts.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String is = facts.get(name);
      String should = expected.facts.get(name);
      if (!Objects.equals(is, should)) {
        differences.add(name + "\n    is     " + is + "\n    should " + should);
      }
    }
    return differences;
  }

  /**
   * With its score each, equals in the order of their names: ids, which break ties, differ between
   * corpora. For the same reason without those that score as the last, which may or may not have
   * come in.
   */
  private static List<String> best(JsonNode evidence) {
    int most = Math.min(BEST, evidence.size());
    double last = evidence.get(most - 1).get("score").asDouble();
    List<String> best = new ArrayList<>();
    for (JsonNode one : evidence) {
      if (one.get("score").asDouble() > last + 1e-4) {
        best.add(
            "%.3f %s %s-%s"
                .formatted(
                    one.get("score").asDouble(),
                    one.get("externalId").asText(),
                    one.get("start"),
                    one.get("end")));
      }
    }
    best.sort(java.util.Comparator.reverseOrder());
    return best;
  }

  /**
   * Without scores, which depend on how many deleted passages the index still counts: so all that
   * match must be there.
   */
  private static List<String> all(JsonNode evidence) {
    if (evidence.size() == MOST) {
      throw new IllegalStateException("more match than a search gives");
    }
    List<String> all = new ArrayList<>();
    for (JsonNode one : evidence) {
      all.add(
          "%s %s-%s".formatted(one.get("externalId").asText(), one.get("start"), one.get("end")));
    }
    all.sort(null);
    return all;
  }

  private static JsonNode search(
      HttpClient http, URI server, String query, String mode, int limit, long position)
      throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            Map.of("query", query, "mode", mode, "limit", limit, "minPosition", position));
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/search"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + ServerProcess.KEY)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return JSON.readTree(response.body());
      }
      // The index may have much to catch up with on a busy machine, and then says so.
      if (response.statusCode() != 503 || System.nanoTime() > deadline) {
        throw new IOException(response.statusCode() + " " + response.body());
      }
    }
  }
}

package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.index.IndexHealth;

/** What a cluster says of an index's health, in our words. */
final class ClusterHealth {
  private ClusterHealth() {}

  /**
   * Why an index that answers may soon not.
   *
   * @throws OpenSearchException if the cluster does not say
   */
  static IndexHealth of(OpenSearchClient client, String index) {
    // What the asked node knows: it answers also while the cluster has no manager.
    JsonNode health = client.send("GET", "/_cluster/health/" + index + "?local=true&timeout=1s");
    String where = "OpenSearch at " + client.name();
    if (!health.path("discovered_cluster_manager").asBoolean(true)) {
      return new IndexHealth.Weakened(
          "%s has no cluster manager, so that nothing new is indexed: start the nodes that are missing"
              .formatted(where));
    }
    if (health.path("status").asText().equals("green")) {
      return new IndexHealth.Whole();
    }
    int missing =
        health.path("unassigned_shards").asInt(0) + health.path("initializing_shards").asInt(0);
    return new IndexHealth.Weakened(
        "%s lacks %d copies of parts of the index %s, with %d nodes: start the nodes that are missing, or set fewer millrace.opensearch.copies"
            .formatted(where, missing, index, health.path("number_of_data_nodes").asInt(0)));
  }
}

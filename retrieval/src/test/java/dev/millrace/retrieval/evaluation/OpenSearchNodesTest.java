package dev.millrace.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.TestOpenSearch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class OpenSearchNodesTest {
  @Test
  void twoNodesWithVectorsFormACluster() throws Exception {
    OpenSearchNodes nodes = TestOpenSearch.nodes();
    nodes.awaitGreen();

    assertThat(get(nodes, "/_cat/plugins"))
        .contains("node0 org.opensearch.knn.plugin.KNNPlugin")
        .contains("node1 org.opensearch.knn.plugin.KNNPlugin");
    assertThat(get(nodes, "/")).contains("\"number\" : \"2.19.1\"");
  }

  private static String get(OpenSearchNodes nodes, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(nodes.url(1).resolve(path)).build(), BodyHandlers.ofString())
          .body();
    }
  }
}

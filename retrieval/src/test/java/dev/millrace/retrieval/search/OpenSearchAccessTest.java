package dev.millrace.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.TestOpenSearch;
import dev.millrace.retrieval.evaluation.OpenSearchNodes;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.index.PassageIndex;
import dev.millrace.retrieval.opensearch.IndexShape;
import dev.millrace.retrieval.opensearch.OpenSearchIndex;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Access with the index in OpenSearch. {@code -Dtest.opensearch.checks=100000} for more checks. */
class OpenSearchAccessTest extends AccessContract {
  private static final int CHECKS = Integer.getInteger("test.opensearch.checks", 180);

  @Override
  PassageIndex open() {
    return new OpenSearchIndex(
        TestOpenSearch.cluster(),
        TestOpenSearch.freshName(),
        CorpusFixture.SPACE,
        Bm25.DEFAULT,
        IndexShape.USUAL);
  }

  @Override
  int checks() {
    return CHECKS;
  }

  @Test
  void nothingStaleAndNothingLeakedWhileANodeIsAway() throws Exception {
    OpenSearchNodes nodes = TestOpenSearch.nodes();
    PatientIndex patient = new PatientIndex(open());
    try (AccessHarness harness =
        new AccessHarness(patient, 5, (it, index) -> index, it -> it.evidence)) {
      assertThat(harness.run(60)).isEmpty();
      nodes.awaitGreen();

      CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> kill(nodes));
      try {
        assertThat(harness.run(120)).isEmpty();
        killed.join();
      } finally {
        nodes.restart(1);
      }
      assertThat(harness.run(180)).isEmpty();
      nodes.awaitNodes(2);
      nodes.awaitGreen();
      assertThat(harness.run(240)).isEmpty();
      System.out.printf(
          "%d checks with a node killed among them: none stale, none leaked, %d requests were"
              + " refused and made again%n",
          harness.done(), patient.refused());
    }
  }

  private static void kill(OpenSearchNodes nodes) {
    try {
      nodes.kill(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.millrace.retrieval;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.retrieval.evaluation.OpenSearchNodes;
import dev.millrace.retrieval.opensearch.OpenSearchCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One real OpenSearch cluster of two nodes for all tests of a JVM that ask for it. */
public final class TestOpenSearch {
  private static final Path CHECKOUT = Path.of("..");

  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestOpenSearch() {}

  private static final class Shared {
    static final OpenSearchNodes NODES = start();

    private static OpenSearchNodes start() {
      try {
        // Lives for seconds: what compiles for long is not worth it.
        return OpenSearchNodes.start(
            CHECKOUT,
            Files.createTempDirectory(Path.of("target"), "opensearch"),
            2,
            List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The cluster; tests are skipped where its module was not built. */
  public static OpenSearchNodes nodes() {
    assumeTrue(
        OpenSearchNodes.built(CHECKOUT),
        "the module opensearch-nodes was not built: ./mvnw -f opensearch-nodes process-classes");
    return Shared.NODES;
  }

  /** As a server of Millrace's would be told of it. */
  public static OpenSearchCluster cluster() {
    return new OpenSearchCluster(
        List.of(nodes().url(0), nodes().url(1)),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(20));
  }

  /** A name that no other test's index has. */
  public static String freshName() {
    return "test-" + COUNT.incrementAndGet();
  }
}

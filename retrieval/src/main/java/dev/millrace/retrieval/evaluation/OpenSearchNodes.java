package dev.millrace.retrieval.evaluation;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster of OpenSearch with k-NN on this machine, to test with and to compare with. Each node is
 * a process of the module {@code opensearch-nodes}, whose class path is its own, and ends with the
 * process that started it, however that ends. The first node alone manages the cluster: while it is
 * away, nothing changes hands.
 */
public final class OpenSearchNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final List<OpenSearchNode> nodes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private OpenSearchNodes() {}

  /**
   * Whether the module was built.
   *
   * @param checkout the folder with Millrace's sources
   */
  public static boolean built(Path checkout) {
    return Files.exists(classPath(checkout));
  }

  /**
   * Builds the module, whose jars Maven fetches the first time.
   *
   * @throws IOException if Maven could not, with what it said
   */
  public static void build(Path checkout) throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
                "./mvnw", "-B", "-ntp", "-q", "-f", "opensearch-nodes", "process-classes")
            .directory(checkout.toFile())
            .redirectErrorStream(true);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = command.start();
    maven.getOutputStream().close();
    String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (maven.waitFor() != 0) {
      throw new IOException("Maven could not build opensearch-nodes:\n" + said);
    }
  }

  private static Path classPath(Path checkout) {
    return target(checkout).resolve("class-path");
  }

  private static Path target(Path checkout) {
    return checkout.resolve("opensearch-nodes/target").toAbsolutePath().normalize();
  }

  /**
   * Starts a cluster and waits until all nodes are in it.
   *
   * @param folder where the nodes keep their data and logs
   * @param options of each node's JVM, its heap for example
   * @throws IOException if a node did not start, with what it said
   */
  public static OpenSearchNodes start(Path checkout, Path folder, int count, List<String> options)
      throws IOException, InterruptedException {
    OpenSearchNodes cluster = new OpenSearchNodes();
    try {
      cluster.launch(jvm(checkout, options), folder.toAbsolutePath(), count);
      cluster.awaitNodes(count);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static List<String> jvm(Path checkout, List<String> options) throws IOException {
    Path target = target(checkout);
    List<String> jvm = new ArrayList<>(options);
    jvm.add("--enable-native-access=ALL-UNNAMED");
    jvm.add("--sun-misc-unsafe-memory-access=allow");
    // As fast as ours: its Lucene takes SIMD instructions up to Java 23 unless told that more is
    // fine.
    jvm.add("--add-modules=jdk.incubator.vector");
    jvm.add(
        "-Dorg.apache.lucene.vectorization.upperJavaFeatureVersion=" + Runtime.version().feature());
    jvm.add("-cp");
    jvm.add(
        String.join(
            File.pathSeparator,
            target.resolve("classes").toString(),
            target.resolve("knn") + File.separator + "*",
            Files.readString(classPath(checkout)).strip()));
    return jvm;
  }

  private void launch(List<String> jvm, Path folder, int count) throws IOException {
    int[] ports = freePorts(2 * count);
    for (int n = 0; n < count; n++) {
      nodes.add(
          new OpenSearchNode(
              folder.resolve("node" + n),
              jvm,
              List.of(
                  "cluster.name=" + folder.getFileName(),
                  "node.name=node" + n,
                  "node.roles=" + (n == 0 ? "cluster_manager,data" : "data"),
                  "network.host=127.0.0.1",
                  "transport.port=" + ports[count + n],
                  "discovery.seed_hosts=127.0.0.1:" + ports[count],
                  "cluster.initial_cluster_manager_nodes=node0",
                  // A full disk is not what is tested or measured.
                  "cluster.routing.allocation.disk.threshold_enabled=false"),
              ports[n]));
    }
  }

  /** All held at once, so that they differ. */
  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      int[] ports = new int[count];
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports[i] = socket.getLocalPort();
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  /** Where a node answers; nodes count from 0. */
  public URI url(int node) {
    return nodes.get(node).url();
  }

  /** Ends a node as a power failure would. */
  public void kill(int node) throws InterruptedException {
    nodes.get(node).kill();
  }

  /** Starts a node again where it was, and returns before it answers. */
  public void restart(int node) throws IOException {
    nodes.get(node).start();
  }

  /** Waits until so many nodes are in the cluster. */
  public void awaitNodes(int count) throws IOException, InterruptedException {
    await("wait_for_nodes=" + count);
  }

  /** Waits until every copy of every index is there. */
  public void awaitGreen() throws IOException, InterruptedException {
    await("wait_for_status=green&wait_for_no_relocating_shards=true");
  }

  /**
   * All running nodes have to say so: for a moment one counts a node that was killed and that has
   * not come back yet.
   */
  private void await(String what) throws IOException, InterruptedException {
    for (OpenSearchNode node : nodes) {
      if (node.running()) {
        await(node, what);
      }
    }
  }

  private void await(OpenSearchNode asked, String what) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpRequest request =
        HttpRequest.newBuilder(asked.url().resolve("/_cluster/health?timeout=10s&" + what))
            .timeout(Duration.ofSeconds(20))
            .build();
    String last = "it did not answer";
    while (System.nanoTime() < end) {
      try {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return;
        }
        last = response.body();
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      asked.pause(LOOK_AGAIN);
    }
    throw new IOException(
        "OpenSearch did not get there within " + PATIENCE + " (" + what + "): " + last);
  }

  @Override
  public void close() {
    boolean interrupted = false;
    for (OpenSearchNode node : nodes) {
      try {
        node.kill();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    http.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

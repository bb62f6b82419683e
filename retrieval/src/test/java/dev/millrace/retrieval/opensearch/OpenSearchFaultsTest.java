package dev.millrace.retrieval.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.retrieval.opensearch.OpenSearchCluster.Login;
import dev.millrace.retrieval.opensearch.OpenSearchException.Fault;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster does wrong is told, by its name and with what to do. */
class OpenSearchFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  @Test
  void saysThatNobodyIsThere() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + freePort());

    OpenSearchException fault = fault(cluster(nobody));
    assertThat(fault.fault()).isEqualTo(Fault.UNREACHABLE);
    assertThat(fault).hasMessageContaining(nobody.toString()).hasMessageContaining(".url");
  }

  @Test
  void asksTheNextNodeWhereOneIsAway() throws Exception {
    try (StandInNode node = StandInNode.of(200, "{}")) {
      URI nobody = URI.create("http://127.0.0.1:" + freePort());
      assertThat(get(cluster(nobody, node.url())).isObject()).isTrue();
    }
  }

  @Test
  void saysThatItIsSlow() throws Exception {
    try (StandInNode node = StandInNode.of(0, "")) {
      OpenSearchCluster hurried =
          new OpenSearchCluster(
              List.of(node.url()), Optional.empty(), Optional.empty(), Duration.ofMillis(200));
      OpenSearchException fault = fault(hurried);
      assertThat(fault.fault()).isEqualTo(Fault.SLOW);
      assertThat(fault).hasMessageContaining("200 ms").hasMessageContaining("timeout");
    }
  }

  @Test
  void saysWhoIsRefusedAndNotByWhichPassword() throws Exception {
    try (StandInNode node = StandInNode.of(401, "Unauthorized")) {
      OpenSearchCluster cluster =
          new OpenSearchCluster(
              List.of(node.url()),
              Optional.of(new Login("millrace", "secret-ü")),
              Optional.empty(),
              PATIENCE);
      OpenSearchException fault = fault(cluster);
      assertThat(fault.fault()).isEqualTo(Fault.REFUSED);
      assertThat(fault)
          .hasMessageContaining("user millrace")
          .hasMessageContaining("millrace.opensearch.password");
      assertThat(fault.getMessage() + cluster).doesNotContain("secret");
      assertThat(node.authorizations()).containsExactly("Basic bWlsbHJhY2U6c2VjcmV0LcO8");
      assertThat(fault(cluster(node.url()))).hasMessageContaining("a request without a user");
    }
  }

  @Test
  void tellsBusyFromBroken() throws Exception {
    String busy = "{\"error\":{\"type\":\"rejected_execution\",\"reason\":\"queue full\"}}";
    try (StandInNode node = StandInNode.of(429, busy)) {
      assertThat(fault(cluster(node.url())).fault()).isEqualTo(Fault.BUSY);
      assertThat(fault(cluster(node.url()))).hasMessageContaining("queue full");
    }
    try (StandInNode node = StandInNode.of(503, "{\"error\":{\"reason\":\"no manager\"}}")) {
      assertThat(fault(cluster(node.url())).fault()).isEqualTo(Fault.DEGRADED);
      assertThat(fault(cluster(node.url()))).hasMessageContaining("_cluster/health");
    }
    try (StandInNode node = StandInNode.of(200, "<html>welcome</html>")) {
      assertThat(fault(cluster(node.url()))).hasMessageContaining("is not OpenSearch");
    }
  }

  @Test
  void aPartOfAnAnswerIsNone() throws Exception {
    for (String part :
        List.of(
            "{\"_shards\":{\"total\":2,\"successful\":1,\"failed\":1}}",
            "{\"_shards\":{\"total\":2,\"successful\":1,\"failed\":0}}",
            "{\"timed_out\":true,\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0}}",
            "{\"status\":503,\"error\":{\"type\":\"search_phase_execution_exception\"}}")) {
      try (StandInNode node = StandInNode.of(200, "{\"responses\":[" + part + "]}");
          OpenSearchClient client = new OpenSearchClient(cluster(node.url()))) {
        Searches searches = new Searches(client, "passages", 2);
        OpenSearchException fault =
            catchThrowableOfType(
                OpenSearchException.class,
                () -> searches.run(List.of(Searches.any(Map.of("match_all", Map.of()))), "me"));
        assertThat(fault.fault()).as(part).isEqualTo(Fault.DEGRADED);
      }
    }
  }

  @Test
  void trustsTheGivenAuthorityAndNoOther() throws Exception {
    Path pem = folder.resolve("ca.pem");
    try (StandInNode node = StandInNode.secured(selfSigned(pem), "{}")) {
      assertThat(get(cluster(Optional.of(pem), node.url())).isObject()).isTrue();
      OpenSearchException fault = fault(cluster(node.url()));
      assertThat(fault.fault()).isEqualTo(Fault.UNREACHABLE);
      assertThat(fault).hasMessageContaining("millrace.opensearch.ca");
      // Of that authority, but for another host.
      URI other = URI.create(node.url().toString().replace("localhost", "127.0.0.1"));
      assertThat(fault(cluster(Optional.of(pem), other))).hasMessageContaining("for this host");
    }
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
    assertThatThrownBy(() -> get(cluster(Optional.of(text), URI.create("https://localhost:1"))))
        .hasMessageContaining("text.pem");
    assertThatThrownBy(
            () ->
                get(
                    cluster(
                        Optional.of(folder.resolve("none.pem")),
                        URI.create("https://localhost:1"))))
        .hasMessageContaining("none.pem");
  }

  @Test
  void takesOnlyAddressesOfNodes() {
    for (String url : List.of("ftp://host", "http://user:word@host", "http://host?a=b", "host")) {
      assertThatThrownBy(() -> cluster(URI.create(url)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Makes a key for localhost, and a file with its certificate. */
  private SSLContext selfSigned(Path pem) throws Exception {
    Path store = folder.resolve("store.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "node",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost",
        "-storepass",
        PASSWORD,
        "-keystore",
        store.toString());
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "node",
        "-storepass",
        PASSWORD,
        "-keystore",
        store.toString(),
        "-file",
        pem.toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static OpenSearchCluster cluster(URI... urls) {
    return cluster(Optional.empty(), urls);
  }

  private static OpenSearchCluster cluster(Optional<Path> authority, URI... urls) {
    return new OpenSearchCluster(List.of(urls), Optional.empty(), authority, PATIENCE);
  }

  private static com.fasterxml.jackson.databind.JsonNode get(OpenSearchCluster cluster) {
    try (OpenSearchClient client = new OpenSearchClient(cluster)) {
      return client.send("GET", "/");
    }
  }

  private static OpenSearchException fault(OpenSearchCluster cluster) {
    return catchThrowableOfType(OpenSearchException.class, () -> get(cluster));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package dev.millrace.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.http.Readiness;
import dev.millrace.app.http.Readiness.State;
import dev.millrace.retrieval.TestOpenSearch;
import dev.millrace.retrieval.TestPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose index is in OpenSearch. */
class OpenSearchServerTest {
  @TempDir private Path home;

  @Test
  void startsWhileOpenSearchIsAwayAndSaysSo() throws Exception {
    String nobody = "http://127.0.0.1:" + freePort();
    try (Server server = Server.start(settings(TestPostgres.freshUrl(), nobody))) {
      assertThat(server.part(Readiness.class).look())
          .isInstanceOfSatisfying(
              State.Starting.class,
              starting -> assertThat(starting.reason()).contains(nobody, "can't be reached"));
      String key = server.newAdminKey().orElseThrow().reveal();
      assertThat(ServerTest.search(server, key, 0)).contains("\"index_unavailable\"");
    }
  }

  @Test
  void servesFromOpenSearchAlsoAfterARestart() throws Exception {
    Map<String, Object> settings =
        settings(TestPostgres.freshUrl(), TestOpenSearch.nodes().url(0).toString());
    String key;
    try (Server server = Server.start(settings)) {
      key = server.newAdminKey().orElseThrow().reveal();
      long position = ServerTest.write(server);

      assertThat(ServerTest.search(server, key, position)).contains(ServerTest.TEXT);
    }
    try (Server server = Server.start(settings)) {
      ServerTest.awaitReady(server);

      assertThat(ServerTest.search(server, key, 0)).contains(ServerTest.TEXT);
      assertThat(home.resolve("index")).as("nothing of it is in the home").doesNotExist();
    }
  }

  private Map<String, Object> settings(String database, String cluster) {
    return Map.of(
        "millrace.home",
        home.toString(),
        "millrace.port",
        "0",
        "millrace.db-url",
        database,
        "millrace.opensearch.url",
        cluster);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

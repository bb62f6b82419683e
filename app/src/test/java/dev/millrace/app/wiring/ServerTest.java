package dev.millrace.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.StartupException;
import dev.millrace.app.database.HomeLock;
import dev.millrace.app.http.Readiness;
import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.retrieval.TestPostgres;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it: real parts, started and stopped. */
class ServerTest {
  static final String TEXT = "Bring the purple stapler back by Friday.";

  @TempDir Path home;

  private Map<String, Object> settings(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("millrace.home", home.toString());
    all.putIfAbsent("millrace.port", "0");
    return all;
  }

  @Test
  void servesWhatWasWrittenAlsoAfterARestart() throws Exception {
    Map<String, Object> settings = settings(Map.of("millrace.db-url", TestPostgres.freshUrl()));
    String key;
    try (Server server = Server.start(settings)) {
      key = server.newAdminKey().orElseThrow().reveal();
      assertThat(server.adminKeyFile()).hasValue(server.home().resolve("admin-key"));
      assertThat(server.database()).isNotBlank().doesNotContain("password");
      assertThat(HomeLock.announcedPort(home)).hasValue(server.port());
      long position = write(server);

      assertThat(search(server, key, position)).contains(TEXT, "\"position\":" + position);
    }
    try (Server server = Server.start(settings)) {
      assertThat(server.newAdminKey()).isEmpty();
      awaitReady(server);

      assertThat(search(server, key, 0)).contains(TEXT);
    }
  }

  static long write(Server server) {
    CanonicalText text = CanonicalText.of(TEXT);
    Passage passage = new Passage(0, 0, text.length(), null, List.of(), TEXT);
    Embedder embedder = server.part(Embedder.class);
    float[] vector = embedder.passages(List.of(passage.searchable("Stapler"))).getFirst();
    SourceDocument document =
        new SourceDocument(
            new DocumentKey(WorkspaceId.DEFAULT, UUID.randomUUID(), "stapler.txt"),
            Optional.empty(),
            "file:stapler.txt",
            "Stapler",
            "text/plain",
            "en",
            Map.of(),
            new Rights(AccessLabel.EVERYONE, Sensitivity.INTERNAL),
            Revision.sha256(TEXT.getBytes(StandardCharsets.UTF_8)),
            text,
            "test",
            List.of());
    return server
        .part(CorpusWriter.class)
        .write(
            document,
            new PassageCutter(embedder, PassageCutter.USUAL).segmentation(),
            embedder.space(),
            List.of(new EmbeddedPassage(passage, vector)))
        .position();
  }

  static String search(Server server, String key, long position) throws Exception {
    String question = "{\"query\":\"who has the stapler\",\"minPosition\":" + position + "}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.port() + "/api/search"))
                  .header("Authorization", "Bearer " + key)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(question))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  static void awaitReady(Server server) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Readiness readiness = server.part(Readiness.class);
    while (!(readiness.look() instanceof Readiness.State.Ready)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void aPortInUseIsNamedWithTheWayOutAndNothingIsLeftRunning() throws IOException {
    Map<String, Object> fakes =
        Map.of("millrace.db-url", TestPostgres.freshUrl(), "test.fakes", "true");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, Object> settings = new HashMap<>(fakes);
      settings.put("millrace.port", taken.getLocalPort());

      assertThatThrownBy(() -> Server.start(settings(settings)))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " on 127.0.0.1 is in use.")
          .hasMessageContaining("--port");
    }
    try (Server server = Server.start(settings(fakes))) {
      assertThat(server.newAdminKey()).as("shown by the start that came through").isPresent();
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    assertThatThrownBy(
            () ->
                Server.start(
                    settings(
                        Map.of(
                            "millrace.db-url", TestPostgres.freshUrl(),
                            "test.fakes", "true",
                            "millrace.host", "192.0.2.1"))))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("192.0.2.1")
        .hasMessageContaining("millrace.host");
  }

  @Test
  void anAdminKeyTooShortStopsTheStart() {
    assertThatThrownBy(
            () ->
                Server.start(
                    settings(
                        Map.of(
                            "millrace.db-url", TestPostgres.freshUrl(),
                            "test.fakes", "true",
                            "millrace.admin-key", "short"))))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("millrace.admin-key")
        .hasMessageNotContaining("short:");
  }

  @Test
  void closingTwiceIsHarmless() {
    Server server =
        Server.start(
            settings(Map.of("millrace.db-url", TestPostgres.freshUrl(), "test.fakes", "true")));
    server.close();
    server.close();

    assertThatThrownBy(() -> search(server, "any", 0)).isInstanceOf(IOException.class);
  }
}
